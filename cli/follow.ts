import { setTimeout as pause } from 'node:timers/promises';
import type { CommandRecord } from '../lambda/contract/record';
import type { CommandsQueue, QueueCounts } from './adapters/commands-queue';
import type { RecordReader } from './adapters/records';
import { DEFAULT_SECONDS, secondsPerCommand } from './estimate';
import { duration, oneLine } from './format';
import { patient } from './patient';
import type { PreparedMessage } from './request';
import type { Terminal } from './terminal';

export type Ended = Extract<CommandRecord, { readonly state: 'ended' }>;

/** A message that was sent. */
export interface SentMessage extends PreparedMessage {
  /** SQS's id of it. */
  readonly messageId: string;
}

export interface FollowContext {
  readonly environmentName: string;
  readonly records: RecordReader;
  readonly queue: CommandsQueue;
  readonly terminal: Terminal;
}

/** Between two looks, in milliseconds: at first a short one, since a queue is most often empty. */
const PAUSES_MS = [200, 300, 500, 1000];

/** So many looks at an empty queue tell that a message is no longer in it: SQS counts about, and late. */
const EMPTY_LOOKS = 10;

/**
 * Follows a message until its command has ended.
 *
 * @param until when to give up, in milliseconds since the epoch
 * @returns nothing when it has not ended by then
 */
export async function follow(
  sent: SentMessage,
  context: FollowContext,
  until: number,
): Promise<Ended | undefined> {
  const { environmentName, records, queue, terminal } = context;
  // Beside the point: who may not read these can still follow.
  const each = await secondsPerCommand(records, environmentName).catch(() => DEFAULT_SECONDS);
  const look = patient((id) => records.find(id), sent.id);
  let emptyLooks = 0;
  for (let i = 0; ; i++) {
    const { own, other } = await findRecords(sent, look);
    if (own?.state === 'ended') return own;
    const counts = await queue.counts().catch(() => undefined);
    emptyLooks =
      counts !== undefined && counts.waiting + counts.inFlight === 0 ? emptyLooks + 1 : 0;
    // The runner took it for a copy of that one, and so dropped it without a word.
    if (own === undefined && other?.state === 'ended' && emptyLooks >= EMPTY_LOOKS) return other;
    const left = until - Date.now();
    if (left <= 0) return undefined;
    terminal.progress(describe(own, counts, each));
    await pause(Math.min(left, PAUSES_MS[i] ?? 1000));
  }
}

/** The record that tells of this message's command, and the one of its id that may be another's or of before. */
async function findRecords(
  { id, messageId, command: { fingerprint } }: SentMessage,
  find: RecordReader['find'],
): Promise<{
  readonly own?: CommandRecord | undefined;
  readonly other?: CommandRecord | undefined;
}> {
  const byId = await find(id);
  if (byId !== undefined && isAboutThis(byId)) return { own: byId };
  // Refused for its id, which is another command's: then it has a record of its own.
  return { own: messageId === id ? undefined : await find(messageId), other: byId };

  function isAboutThis(record: CommandRecord): boolean {
    if (record.messageId === messageId) return true;
    const wasRefused = record.state === 'ended' && record.outcome === 'refused';
    // One that was refused before is tried anew; any other is what this one is a duplicate of.
    return record.fingerprint === fingerprint && !wasRefused;
  }
}

function describe(
  record: CommandRecord | undefined,
  counts: QueueCounts | undefined,
  each: number,
): string {
  if (record?.state === 'running') return 'running …';
  if (record?.state === 'held') return `held, and tried again: ${oneLine(record.reason)}`;
  const before = counts === undefined ? 0 : Math.max(0, counts.waiting + counts.inFlight - 1);
  if (before === 0) return 'sent …';
  return `waiting: about ${before} before it, ${duration(before * each)} …`;
}
