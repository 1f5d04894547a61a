import { readDeadLetter } from '../../../lambda/contract/dead-letter';
import { recordIn } from '../aws/dynamodb-client';
import type { Accepted } from '../aws/fifo-queue';
import type { World } from '../world';
import { checkEffects } from './effects';
import type { Ended, Ending } from './history';
import { idsOf, markIn } from './ids';

/** What must hold once the faults have stopped and nothing is left to do. */
export async function checkTheEnd(world: World): Promise<void> {
  const { commands, history, watch } = world;
  for (const { messageId } of commands.messages) watch.blame('liveness', `${messageId} is left`);
  for (const { messageId } of commands.givenUp) {
    // Where no deletion gets through for days, SQS gives up what has long had its dead letter.
    const hasEnded = history.endings.some(({ record }) => record.messageId === messageId);
    if (!hasEnded) watch.blame('I3', `${messageId} was given up by SQS itself`);
  }
  for (const message of commands.accepted) {
    checkFate(message, world);
    checkRetry(message, world);
  }
  for (const ending of history.endings) checkDeadLetter(ending, world);
  await checkEffects(world);
}

function checkFate(message: Accepted, { commands, history, items, watch }: World): void {
  const ids = idsOf(message);
  const mark = markIn(message.body);
  const isSame = ({ body }: Accepted) => body === message.body || (mark && markIn(body) === mark);
  const same = commands.accepted.filter(isSame).map(({ messageId }) => messageId);
  const isIts = ({ record }: Ending) => ids.includes(record.id) && same.includes(record.messageId);
  if (!history.endings.some(isIts)) {
    watch.blame('I3', `${message.messageId} has no record that ended`);
  }
  for (const id of ids) {
    const { state = 'ended' } = recordIn(items, id) ?? {};
    if (state !== 'ended') watch.blame('I3', `record ${id} is left ${state}`);
  }
}

/** A dead letter that was sent back has led to another ending, from whatever copy of it. */
function checkRetry(message: Accepted, { commands, history, watch }: World): void {
  const { attribute, messageId } = message;
  const told = readDeadLetter(attribute);
  // Where its own id was taken, it goes by that again, and may have been done under it.
  if (told === undefined || told.id !== idsOf(message)[0]) return;
  const copies = commands.accepted.filter((other) => other.attribute === attribute);
  const ids = copies.map((copy) => copy.messageId);
  const isLater = ({ record }: Ending) =>
    (record.id === told.id && record.attempts > told.attempts) || ids.includes(record.messageId);
  if (!history.endings.some(isLater)) watch.blame('I3', `the retry ${messageId} came to nothing`);
}

/** Whatever did not succeed waits, or has waited, for an operator, but what was to be dropped. */
function checkDeadLetter({ record }: Ending, world: World): void {
  const { deadLetters, watch } = world;
  const { id, outcome, reason, attempts, deadLetterOf } = record;
  if (deadLetterOf === undefined) return; // which is so of none but those that need none: see `faultOfEnding`
  const isIts = ({ attribute, group }: Accepted) => {
    const told = JSON.parse(attribute ?? '{}');
    return (
      group === id &&
      told.id === id &&
      told.outcome === outcome &&
      told.reason === reason &&
      told.attempts === attempts
    );
  };
  if (deadLetters.accepted.some(isIts)) return;
  if (outcome === 'refused' && isToldElsewhere(record, world)) return;
  watch.blame('I3', `${id} ended ${outcome} (try ${attempts}) without its dead letter`);
}

/**
 * What was refused leaves its id free. Once another message has taken it, the refused one is told of
 * under an id of its own; or, where both ask for the same, by what becomes of the other.
 */
function isToldElsewhere(refused: Ended, { deadLetters, history }: World): boolean {
  const { id, messageId, fingerprint, attempts } = refused;
  const isOfMessage = ({ dedupId }: Accepted) => dedupId.startsWith(`${messageId}-`);
  const isOfOther = ({ record }: Ending) =>
    record.id === id && record.attempts > attempts && record.fingerprint === fingerprint;
  return (
    deadLetters.accepted.some(isOfMessage) ||
    (fingerprint !== '' && history.endings.some(isOfOther))
  );
}
