import { setTimeout as pause } from 'node:timers/promises';
import type { CommandRecord } from '../../lambda/contract/record';
import type { CommandsQueue } from '../adapters/commands-queue';
import type { RecordReader } from '../adapters/records';
import { stopFollowing } from '../remedy';
import { oneLine } from '../terminal/format';
import type { Terminal } from '../terminal/terminal';
import { Ahead } from './ahead';
import { findRecord, type SentMessage } from './find-record';
import { patient } from './patient';

export type Ended = Extract<CommandRecord, { readonly state: 'ended' }>;

export interface FollowContext {
  readonly environmentName: string;
  readonly records: Pick<RecordReader, 'find' | 'history'>;
  readonly queue: Pick<CommandsQueue, 'counts'>;
  readonly terminal: Pick<Terminal, 'isWatched' | 'progress'>;
  /** Ends it when it can look no more. @default - by saying that the command is still queued */
  readonly giveUp?: (error: unknown) => never;
  /** Lets time pass, in milliseconds. @default - a timer */
  readonly pause?: (ms: number) => Promise<unknown>;
}

/** Between two looks, in milliseconds. */
const SHORTEST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2000;

/**
 * How long to wait for the next look: a fiftieth of the time waited so far. So a command of a moment is seen to end in a moment, one
 * of minutes seems to take a fiftieth longer at most, and a wait of an hour takes no more than half a look a second.
 *
 * @param waitedMs in milliseconds, as what it returns
 */
export function pauseAfter(waitedMs: number): number {
  return Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, waitedMs / 50));
}

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
  const { records, terminal } = context;
  const letPass = context.pause ?? pause;
  const { id } = sent;
  const giveUp = stopFollowing(
    `${id} is still queued, or at work, and runs in its turn`,
    `see "mwaaq show ${id}"`,
  );
  const look = patient(() => findRecord(sent, records.find), context.giveUp ?? giveUp);
  const ahead = new Ahead(context);
  const started = Date.now();
  for (;;) {
    const { own, other } = await look();
    if (own?.state === 'ended') return own;
    const mayBeDropped = own === undefined && other?.state === 'ended';
    // The runner took it for a copy of that one, and so dropped it without a word.
    if (mayBeDropped && ahead.isEmpty) return other;
    const now = Date.now();
    if (mayBeDropped || (own === undefined && terminal.isWatched)) ahead.ask(now);
    if (now >= until) return undefined;
    terminal.progress(describe(own, ahead));
    await letPass(Math.min(until - now, pauseAfter(now - started)));
  }
}

function describe(record: CommandRecord | undefined, ahead: Ahead): string {
  if (record?.state === 'running') return 'running …';
  if (record?.state === 'held') return `held, and tried again: ${oneLine(record.reason)}`;
  return ahead.describe();
}
