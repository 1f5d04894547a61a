import { setTimeout as pause } from 'node:timers/promises';
import type { CommandRecord } from '../lambda/contract/record';
import type { CommandsQueue } from './adapters/commands-queue';
import type { RecordReader } from './adapters/records';
import { secondsPerCommand } from './estimate';
import { duration } from './format';
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
  const each = await secondsPerCommand(context.records, context.environmentName);
  for (let look = 0; ; look++) {
    const record = await findRecord(sent, context.records);
    if (record?.state === 'ended') return record;
    const left = until - Date.now();
    if (left <= 0) return undefined;
    context.terminal.progress(await describe(record, context, each));
    await pause(Math.min(left, PAUSES_MS[look] ?? 1000));
  }
}

/** The record that tells of this message's command, and not of another that had its id before. */
async function findRecord(
  { id, messageId, command: { fingerprint } }: SentMessage,
  records: RecordReader,
): Promise<CommandRecord | undefined> {
  const byId = await records.find(id);
  if (byId !== undefined && isAboutThis(byId)) return byId;
  // Refused for its id, which is another command's: then it has a record of its own.
  return messageId === id ? undefined : records.find(messageId);

  function isAboutThis(record: CommandRecord): boolean {
    if (record.messageId === messageId) return true;
    const wasRefused = record.state === 'ended' && record.outcome === 'refused';
    // One that was refused before is tried anew; any other is what this one is a duplicate of.
    return record.fingerprint === fingerprint && !wasRefused;
  }
}

async function describe(
  record: CommandRecord | undefined,
  { queue }: FollowContext,
  each: number,
): Promise<string> {
  if (record?.state === 'running') return 'running …';
  if (record?.state === 'held') return `held, and tried again: ${record.reason}`;
  const { waiting, inFlight } = await queue.counts();
  const before = Math.max(0, waiting + inFlight - 1);
  if (before === 0) return 'sent …';
  return `waiting: about ${before} before it, ${duration(before * each)} …`;
}
