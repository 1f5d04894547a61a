import type { Accepted } from '../aws/fifo-queue';
import type { World } from '../world';
import { bodyOf, ENVIRONMENT, OTHER_GROUP } from './commands';
import type { Act } from './script';
import { SENDER_IDS } from './senders';

/** Does what senders and operators do. */
export function perform(act: Act, position: number, world: World): void {
  switch (act.act) {
    case 'send': {
      const ids = { none: undefined, own: `id-${position}`, shared: 'id-shared' };
      const body = bodyOf(act.kind, position, ids[act.id]);
      const group = act.group === 'right' ? ENVIRONMENT : OTHER_GROUP;
      const senderId = SENDER_IDS[act.by];
      send(world, { body, group, dedupId: `dedup-${position}`, senderId });
      return;
    }
    case 'send again': {
      const sent = world.commands.accepted.filter(({ attribute }) => attribute === undefined);
      const message = sent[act.nth % sent.length];
      if (message === undefined) return;
      const dedupId = act.dedup === 'same' ? message.dedupId : `dedup-${position}`;
      send(world, { ...message, dedupId });
      return;
    }
    case 'redrive all':
      for (const message of world.deadLetters.messages) redrive(message, world);
      return;
    case 'retry one': {
      const waiting = world.deadLetters.messages;
      const message = waiting[act.nth % waiting.length];
      if (message !== undefined) retry(message, act.times, act.keep, position, world);
      return;
    }
    case 'deploy':
      world.deploy(act.via);
  }
}

/** SQS gives the message a new id, and leaves it its group. */
function redrive(message: Accepted, world: World): void {
  world.deadLetters.remove(message);
  const { body, group, attribute, messageId } = message;
  world.watch.note(`SQS redrives ${messageId}`);
  const dedupId = `redriven ${messageId}`;
  send(world, { body, group, attribute, dedupId, senderId: SENDER_IDS.SQS });
}

function retry(
  { body, attribute, ...message }: Accepted,
  times: number,
  keep: boolean,
  position: number,
  world: World,
): void {
  world.watch.note(`an operator retries ${message.messageId}`);
  for (let time = 1; time <= times; time++) {
    const dedupId = `retry-${position}-${time}`;
    const senderId = SENDER_IDS.operator;
    send(world, { body, attribute, group: ENVIRONMENT, dedupId, senderId });
  }
  if (!keep) world.deadLetters.remove({ body, attribute, ...message });
}

function send({ commands, watch }: World, sending: Parameters<typeof commands.send>[0]): void {
  const { body, group, dedupId, attribute, senderId } = sending;
  const accepted = commands.send({ body, group, dedupId, attribute, senderId });
  watch.note(
    `${accepted === undefined ? 'SQS drops' : `SQS accepts ${accepted.messageId}:`} ${body} in group ${group} from ${senderId}`,
  );
}
