import type { BatchContext } from '../../../lambda/upload-trigger/batch/context';
import { writeFound, writeTimer } from '../../../lambda/upload-trigger/events/own-events';
import { handleDeliveries } from '../../../lambda/upload-trigger/handle-deliveries';
import type { UploadsQueue } from '../../../lambda/upload-trigger/ports';
import { busEvent, ETAG, encodeKey, notification } from './events';
import type { Script } from './script';
import { type Process, settle, World } from './world';

const MAX_PROCESSES = 4;

/** Far more than any script needs. */
const MAX_TURNS = 20_000;

const RULE = {
  name: 'sales',
  dagId: 'load_sales',
  keyPattern: '{region}/**',
  folderMarkers: false,
  emptyObjects: true,
};

/** Lets a script happen to the upload trigger, until no message is left. */
export async function play(script: Script): Promise<World> {
  const world = new World(script);
  for (const body of bodiesOf(script, world.now)) {
    world.queue.send(body, world.tape.draw(6) * script.windowSeconds * 400);
  }
  const running = new Set<Process>();
  for (let turns = 0; turns < MAX_TURNS; turns++) {
    const mayStart = running.size < MAX_PROCESSES && world.queue.hasVisible();
    if (mayStart && (running.size === 0 || world.tape.draw(3) === 1)) {
      running.add(invoke(world));
      await settle();
    } else if (!(await world.step())) {
      const next = world.queue.nextAt();
      if (next === undefined) return world;
      world.now = Math.max(world.now, next);
    }
    for (const process of running) if (process.isOver) running.delete(process);
  }
  throw new Error(`messages are left after ${MAX_TURNS} turns`);
}

export function keyOf({ uploads, longKeys }: Script, i: number): string {
  return `${uploads[i]?.group}/${longKeys ? `${'long/'.repeat(150)}` : ''}${i}.csv`;
}

function invoke(world: World): Process {
  const process = world.startProcess();
  const deliveries = world.queue.receive();
  const queue: UploadsQueue = {
    startTimer: (batch, seconds) =>
      world.call(process, () => void world.queue.send(writeTimer(batch), seconds * 1000)),
    hideFor: ({ messageId }, seconds) =>
      world.call(process, () => world.queue.hide(messageId, seconds * 1000)),
    sendAll: async () => [],
  };
  const common = { ...portsOf(world, process), queue };
  const { windowSeconds, maxFiles } = world.script;
  const batch = { windowSeconds, maxFiles, groupBy: 'region' };
  const run = handleDeliveries(deliveries, {
    ...common,
    rule: RULE,
    batching: { ...common, rule: { ...RULE, batch } },
  });
  void run.then((givenBack) => {
    for (const { messageId } of deliveries) {
      if (!givenBack.includes(messageId)) world.queue.remove(messageId);
    }
    process.end();
  });
  return process;
}

let batchIds = 0;

function portsOf(world: World, process: Process) {
  const { table } = world;
  const call = <T>(effect: () => T) => world.call(process, effect);
  const ports: Omit<BatchContext, 'rule' | 'queue'> & {
    objects: Parameters<typeof handleDeliveries>[1]['objects'];
  } = {
    objects: {
      hear: (object) => call(() => table.hear(object)),
      lastHeard: (ids) => call(() => table.lastHeard(ids)),
    },
    batches: {
      current: (groupId) => call(() => table.current(groupId)),
      replace: (groupId, before, next) => call(() => table.replace(groupId, before, next)),
      tail: (batchId) => call(() => table.tail(batchId)),
      append: (batchId, entry) => call(() => table.append(batchId, entry)),
      log: (batchId) => call(() => table.log(batchId)),
      // Sometimes as if it had been read before anyone claimed: the claims must hold without it.
      holders: (fileIds) =>
        call(() => (world.tape.draw(2) === 1 ? new Map() : table.holders(fileIds))),
      claim: (fileId, batchId) => call(() => table.claim(fileId, batchId)),
    },
    manifests: {
      bucket: 'manifests',
      write: (key, text) => call(() => void keep(world.manifests, key, text)),
    },
    send: ({ body, deduplicationId }) =>
      call(() => void keep(world.commands, deduplicationId, body)),
    time: {
      now: () => world.now + process.skew,
      fitsCall: () => true,
      checkCall: () => world.checkCall(process),
      pause: () => call(() => {}),
    },
    log: { info: () => {}, warn: () => {} },
    newBatchId: () => `b${++batchIds}`,
  };
  return ports;
}

function keep(map: Map<string, Set<string>>, key: string, value: string): void {
  map.set(key, (map.get(key) ?? new Set()).add(value));
}

/** The events of a script: alone over EventBridge, several together in one notification. */
function bodiesOf(script: Script, now: number): string[] {
  const bodies: string[] = [];
  let together: string[] = [];
  const time = new Date(now).toISOString();
  for (const [i, { sameMessage, found }] of script.uploads.entries()) {
    const key = keyOf(script, i);
    together.push(key);
    const object = { bucket: 'uploads', key, size: 12, etag: ETAG, lastModified: time };
    if (found) bodies.push(writeFound({ ...object, listedAt: now + 1 }));
    if (sameMessage && i + 1 < script.uploads.length) continue;
    bodies.push(
      together.length === 1
        ? busEvent({ key, time })
        : notification(...together.map((one) => ({ key: encodeKey(one) }))),
    );
    together = [];
  }
  return bodies;
}
