import { readDeadLetter } from '../../../lambda/contract/dead-letter';
import type { Accepted } from '../aws/fifo-queue';
import type { Effect } from '../mwaa/airflow';
import { EXPIRES_AFTER_SECONDS } from '../script/commands';
import { maySend } from '../script/senders';
import type { World } from '../world';
import type { Ending } from './history';
import { idsOf, markIn } from './ids';
import { checkUnderstood } from './understood';

/** What Airflow did, held against what was asked of it and what was said to have come of it. */
export async function checkEffects(world: World): Promise<void> {
  const { commands, history } = world;
  const marks = commands.accepted.map(({ body }) => markIn(body)).filter((m) => m !== undefined);
  for (const mark of new Set(marks)) {
    checkCount(mark, world);
    checkSenders(mark, world);
  }
  for (const message of commands.accepted) checkExpiry(message, world);
  for (const ending of history.endings) {
    await checkSuccess(ending, world);
    checkDenial(ending, world);
    checkTold(ending, world);
    checkTakenId(ending, world);
    checkUnknown(ending, world);
    checkUnderstood(ending, world);
  }
}

/** A command may take effect once for each id that it was sent with, and each retry. */
function checkCount(mark: string, { commands, airflow, watch }: World): void {
  const sent = commands.accepted.filter(({ body }) => markIn(body) === mark);
  const times = airflow.effectsOf(mark).length;
  const text = sent[0]?.body ?? '';
  const ids = new Set(sent.filter((m) => m.attribute === undefined).map((m) => idsOf(m)[0]));
  const retries = new Set(
    sent
      .map(({ attribute }) => readDeadLetter(attribute))
      .filter((deadLetter) => deadLetter !== undefined)
      .map(({ id, attempts }) => `${id} ${attempts}`),
  );
  if (text.includes('trigger') && times > ids.size) {
    watch.blame('I4', `${times} runs of ${text}, sent under ${ids.size} ids`);
  }
  if (text.includes('variables delete') && times > ids.size + retries.size) {
    const asked = `sent under ${ids.size} ids, retried ${retries.size} times`;
    watch.blame('I7', `${text} took effect ${times} times, ${asked}`);
  }
}

/** What a dead letter brings back was let in, or was not, by who sent it first. */
function checkSenders(mark: string, { commands, airflow, setting, watch }: World): void {
  if (!setting.tellsSenders || airflow.effectsOf(mark).length === 0) return;
  const sent = commands.accepted.filter(({ body }) => markIn(body) === mark);
  const isLetIn = ({ senderId, body }: Accepted) => maySend(senderId, body);
  if (sent.some(isLetIn)) return;
  watch.blame('I8', `${sent[0]?.body} ran, sent by ${sent.map((m) => m.senderId).join(', ')}`);
}

/** An invocation that has begun a command in time may freeze, and post it so much later. */
const FROZEN_MS = 600_000;

/** What was to be begun within a time is not begun after it, unless its dead letter was sent back. */
function checkExpiry(message: Accepted, { airflow, watch }: World): void {
  const { body, attribute, messageId, sentAt } = message;
  if (!body.includes('"expires"') || attribute !== undefined) return;
  const last = sentAt + EXPIRES_AFTER_SECONDS * 1000 + FROZEN_MS;
  const late = airflow
    .effectsOf(markIn(body) ?? '')
    .find((effect) => effect.messageId === messageId && effect.postedAt > last);
  if (late) watch.blame('outcome', `${messageId} was begun after it had expired: ${late.text}`);
}

async function checkSuccess({ record }: Ending, { airflow, watch }: World): Promise<void> {
  if (record.outcome !== 'succeeded') return;
  const { dagId, runId, command = '' } = record;
  if (dagId !== undefined && runId !== undefined) {
    const runs = await airflow.runsNamed(dagId, runId);
    if (runs !== 1) watch.blame('I4', `${record.id} succeeded with ${runs} runs ${runId}`);
    return;
  }
  if (record.verb === 'version') return;
  // A pause has no mark, but is never said to be done by another message's.
  const mark = markIn(command);
  const isIts = ({ messageId }: Effect) => messageId === record.messageId;
  const effects = mark === undefined ? airflow.effects.filter(isIts) : airflow.effectsOf(mark);
  if (effects.length === 0) {
    watch.blame('outcome', `${record.id} succeeded, but Airflow never ran ${command}`);
  }
}

/** What says that Airflow did not do it, since it was last sent; or in its last try, where more is said of those before. */
function checkDenial({ record, at }: Ending, { airflow, history, watch }: World): void {
  const { id, messageId, outcome, reason, startedAt, command = '' } = record;
  const mark = markIn(command);
  if ((outcome !== 'refused' && outcome !== 'failed') || mark === undefined) return;
  const saysMore = reason?.includes('An earlier try may have run it');
  const before = history.endings.filter((e) => e.record.id === id && e.at < at).at(-1);
  const since = saysMore ? Date.parse(startedAt) : (before?.at ?? 0);
  const ran = airflow
    .effectsOf(mark)
    .find((e) => e.messageId === messageId && e.postedAt >= since && e.postedAt < at);
  if (ran) watch.blame('outcome', `${id} ended ${outcome}, but Airflow ran ${ran.text}`);
}

/** Where Airflow has answered, the record says which way it was asked. */
function checkTold({ record, at }: Ending, { airflow, watch }: World): void {
  const { id, messageId, outcome, via, startedAt, command = '' } = record;
  const mark = markIn(command);
  if ((outcome !== 'succeeded' && outcome !== 'failed') || mark === undefined) return;
  const since = Date.parse(startedAt);
  const last = airflow
    .effectsOf(mark)
    .findLast((e) => e.messageId === messageId && e.postedAt >= since && e.postedAt < at);
  if (last && last.way !== via) watch.blame('way', `${id} tells of ${via}, but went ${last.way}`);
}

/** "Another command" has its id: so there is one. */
function checkTakenId({ record }: Ending, { commands, watch }: World): void {
  const [, id] = /^the id "([^"]+)" is that of another command/.exec(record.reason ?? '') ?? [];
  if (id === undefined) return;
  const message = commands.accepted.find(({ messageId }) => messageId === record.messageId);
  const isAnother = (other: Accepted) => idsOf(other).includes(id) && other.body !== message?.body;
  if (!commands.accepted.some(isAnother)) {
    watch.blame('outcome', `${record.id} was refused, but no other command has the id ${id}`);
  }
}

/** A command that may be repeated ends so only after a death, a lost answer, or too many deliveries. */
function checkUnknown({ record }: Ending, { commands, history, watch }: World): void {
  const { outcome, verb, reason } = record;
  if (outcome !== 'unknown' || verb === 'variables delete') return;
  if (reason?.startsWith('the message was handed out')) return;
  const isTroubled = commands.accepted.some(
    (message) => idsOf(message).includes(record.id) && history.troubled.has(message.messageId),
  );
  if (!isTroubled) watch.blame('outcome', `${record.id} is unknown without any trouble`);
}
