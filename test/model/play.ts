import { vi } from 'vitest';
import { recordIn } from './aws/dynamodb-client';
import { Mapping } from './aws/mapping';
import { limitTime } from './aws/time-limit';
import { checkTheEnd } from './checks/final';
import { ENVIRONMENT } from './script/commands';
import { perform } from './script/people';
import type { Script, ScriptParts } from './script/script';
import { SENDER_IDS } from './script/senders';
import { advance, letTimeGoOn, settle, stopTime } from './time';
import type { Watch } from './watch';
import { World } from './world';

/** More than any script needs: four days of holding are some 20,000. */
const MAX_STEPS = 100_000;

/** Lets a script happen to the runner, and tells what was broken. */
export async function play({ parts }: Script): Promise<Watch> {
  stopTime();
  const chance = vi.spyOn(Math, 'random').mockImplementation(chanceFrom(parts.setting.seed));
  const limits = vi.spyOn(AbortSignal, 'timeout').mockImplementation(limitTime);
  try {
    const world = new World(parts);
    const mapping = new Mapping(world);
    await live(world, mapping, parts.acts);
    await checkThatItGoesOn(world, mapping);
    await checkTheEnd(world);
    return world.watch;
  } finally {
    chance.mockRestore();
    limits.mockRestore();
    letTimeGoOn();
  }
}

/** One timer after the other, until nothing is left to do. */
async function live(world: World, mapping: Mapping, acts: ScriptParts['acts']): Promise<void> {
  const isQuiet = () => mapping.isIdle && world.commands.messages.length === 0;
  let done = 0;
  let since = Date.now();
  const actIsDue = () => {
    const when = acts[done]?.when;
    if (when === undefined) return false;
    return typeof when === 'string' ? isQuiet() : Date.now() >= since + when * 1000;
  };
  const waitForAct = () => {
    const when = acts[done]?.when;
    since = Date.now();
    if (typeof when === 'number') setTimeout(() => {}, when * 1000);
  };
  waitForAct();
  for (let step = 0; step < MAX_STEPS; step++) {
    await settle();
    for (; actIsDue(); waitForAct()) {
      const next = acts[done];
      if (next !== undefined) perform(next.act, done, world);
      done++;
    }
    if (mapping.poll()) await settle();
    const isOver = !advance() && !actIsDue();
    if (isOver || world.watch.isHopeless) return;
  }
  world.watch.blame('liveness', `not drained after ${MAX_STEPS} steps`);
}

/** One more command, once all is well again. */
async function checkThatItGoesOn(world: World, mapping: Mapping): Promise<void> {
  world.endTrouble();
  const last = world.commands.send({
    body: 'version',
    group: ENVIRONMENT,
    senderId: SENDER_IDS.all,
    dedupId: 'last',
  });
  await live(world, mapping, []);
  const record = recordIn(world.items, last?.messageId ?? '');
  if (record?.state !== 'ended' || record.outcome !== 'succeeded') {
    world.watch.blame('liveness', `the last command is ${JSON.stringify(record)}`);
  }
  const status = world.items.get(`environment ${ENVIRONMENT}`)?.state?.S;
  if (status === 'held') world.watch.blame('status', 'the environment is held after an answer');
}

/** Mulberry32. */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
