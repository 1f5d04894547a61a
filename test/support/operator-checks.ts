import { expect } from 'vitest';
import type { FinalOutcome } from '../../lambda/contract/dead-letter';
import { MAX_SHOWN_OUTPUT_LENGTH } from '../../lambda/contract/limits';
import {
  type EndedRecord,
  EVENT_FIELDS,
  INDEXED_ATTRIBUTES,
  type RecordedOutput,
  type RecordOfAny,
} from '../../lambda/contract/record';
import { type Listed, type Operator, readOutput } from './operator';

/** The largest item of a table, and the largest event of a bus, in bytes. */
const MAX_ITEM_BYTES = 400 * 1024;
const MAX_EVENT_BYTES = 256 * 1024;

type Ended = RecordOfAny & EndedRecord;

/**
 * Checks that a command's record, both indexes and the bus tell the same of its end, and enough.
 *
 * @returns what they tell
 */
export async function expectTold(operator: Operator, id: string, outcome: FinalOutcome) {
  const record = await operator.record(id);
  if (record.state !== 'ended') throw new Error(`${id} is ${record.state}`);
  const detail = operator.events(id).at(-1)?.detail ?? {};
  expect(record.outcome).toBe(outcome);
  const waits = outcome !== 'succeeded';
  for (const listed of [operator.history(), ...(waits ? [operator.deadLetters()] : [])]) {
    expectListed(record, await listed);
  }
  expectAnnounced(record, detail);
  expectTimes(record);
  expect(record.attempts).toBeGreaterThan(0);
  expect(record.senderId).not.toBe('');
  expect(Buffer.byteLength(JSON.stringify(detail))).toBeLessThan(MAX_EVENT_BYTES);
  expect(bytesOf(record)).toBeLessThan(MAX_ITEM_BYTES);
  return { record, detail };
}

/** A list shows all but the output. */
function expectListed(record: Ended, list: readonly Listed[]): void {
  const listed = list.filter(({ id }) => id === record.id);
  expect(listed).toHaveLength(1);
  const all: Readonly<Record<string, unknown>> = { ...record };
  for (const name of INDEXED_ATTRIBUTES) expect(listed[0]?.[name], name).toEqual(all[name]);
}

/** All that the record says in short, as text. */
function expectAnnounced(record: Ended, detail: Readonly<Record<string, unknown>>): void {
  expect(Object.keys(detail).toSorted()).toEqual([...EVENT_FIELDS].toSorted());
  const { stdout, stderr, ...told } = detail;
  const all: Readonly<Record<string, unknown>> = { ...record };
  for (const [name, value] of Object.entries(told)) {
    expect(value, name).toBe(all[name] === undefined ? '' : String(all[name]));
  }
  expectShown(record.stdout, String(stdout));
  expectShown(record.stderr, String(stderr));
}

/** Where an output is too long to be shown, its end is: there Airflow says what came of the command. */
function expectShown(output: RecordedOutput | undefined, shown: string): void {
  expect(shown.length).toBeLessThan(MAX_SHOWN_OUTPUT_LENGTH + 100);
  const end = readOutput(output).slice(-1000);
  expect(shown).toContain(end);
  if (end === '') expect(shown).toBe('');
}

function expectTimes({ sentAt, firstSeenAt, startedAt, finishedAt }: Ended): void {
  const times = [sentAt, firstSeenAt, startedAt, finishedAt];
  for (const time of times) expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(times).toEqual(times.toSorted());
}

/** About as DynamoDB counts: names and values, bytes as they are. */
function bytesOf({ stdout, stderr, ...rest }: Ended): number {
  const text = Buffer.byteLength(JSON.stringify(rest));
  return text + (stdout?.gzip.length ?? 0) + (stderr?.gzip.length ?? 0);
}
