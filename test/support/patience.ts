import type { CommandRecord } from '../../lambda/contract/record';
import { commandsIn, readRecords } from '../../local/demo/records';
import { drainVirtually } from '../../local/drain';
import type { Bench } from './faults/bench';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

/** The longest real time that a backlog may take; the clock moves by itself. */
const LIMIT_MS = 600_000;

/** A trigger whose run id has a number in it, so that the web server's log tells it. */
export function numberedTrigger(n: number): string {
  return JSON.stringify({ trigger: { dagId: 'orders' }, id: `n-${n}` });
}

/** The number of the trigger that a command is. */
export function numberIn(command: string): number {
  return Number(/__n-(\d+)__/.exec(command)?.[1]);
}

/** 1 to `length`. */
export function upTo(length: number): readonly number[] {
  return Array.from({ length }, (_, i) => i + 1);
}

/**
 * Sends messages one after the other, and lets all come to their end.
 *
 * @returns their ids, and their records, in the order sent
 */
export async function sendAndDrain(bench: Bench, bodies: readonly string[]) {
  const messageIds: string[] = [];
  for (const body of bodies) messageIds.push(await bench.send(body));
  await drainVirtually(bench.run, undefined, LIMIT_MS);
  const table = bench.output('RecordsTableName');
  const found = commandsIn(await readRecords(bench.run.stack.dynamodb, table));
  const byMessage = new Map(found.map((record) => [record.messageId, record]));
  return { messageIds, records: messageIds.flatMap((id) => byMessage.get(id) ?? []) };
}

/** How a command ended, or stands, and how often it was begun. */
export function endOf(record: CommandRecord): string {
  return `${record.state === 'ended' ? record.outcome : record.state} ${record.attempts}`;
}
