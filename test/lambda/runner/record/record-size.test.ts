import { randomBytes } from 'node:crypto';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it } from 'vitest';
import { MAX_RECORDED_OUTPUT_BYTES } from '../../../../lambda/contract/limits';
import { beginRecord, endRecord } from '../../../../lambda/runner/record/command-record';
import { deliveryOf } from '../../../support/deliveries';
import { startRecordsTable } from '../../../support/records-table';
import { requestOf } from '../../../support/requests';

const SETTINGS = { environmentName: 'e'.repeat(80), recordsRetentionDays: 3650 };
const TRIES = { version: 0, attempts: 0, crashes: 0, lateAnswers: 0, senselessAnswers: 0 };
const MEGABYTE = 1024 * 1024;

/** The largest record that there can be, every text in it as long as it may be, and of such characters. */
function largestRecord(character: string, noise: () => string) {
  const conf = JSON.stringify({ a: character.repeat(20_000) });
  const trigger = { dagId: 'd'.repeat(250), runId: 'r'.repeat(248), conf: JSON.parse(conf) };
  const id = 'i'.repeat(128);
  const request = requestOf(JSON.stringify({ trigger, id, source: 's'.repeat(40) }));
  const tries = { ...TRIES, mayHaveRun: false };
  const running = beginRecord(request, deliveryOf(''), tries, SETTINGS, Date.now());
  const reason = character.repeat(5000);
  const answer = { stdout: noise(), stderr: noise() };
  const durations = { mintMs: 1e6, cliMs: 1e6 };
  const result = { outcome: 'failed', reason, failure: 'other', answer, durations } as const;
  return endRecord(running, result, request.command, SETTINGS);
}

/** Of base64, gzip makes about the bytes again that are in it: this all but fills what is kept. */
const fitting = () => randomBytes(Math.floor(0.985 * MAX_RECORDED_OUTPUT_BYTES)).toString('base64');

describe('The largest record', () => {
  it.each([
    ['output that just fits', 'x', false, fitting],
    ['3 MB of output', 'x', true, () => randomBytes(2.25 * MEGABYTE).toString('base64')],
    ['characters of three bytes', '€', true, () => '€'.repeat(1e6) + fitting() + fitting()],
  ])(
    'is taken by DynamoDB, whose limit is 400 KB: %s',
    async (_title, character, truncated, noise) => {
      const { client, tableName } = await startRecordsTable();
      const record = largestRecord(character, noise);
      expect(record).toMatchObject({ stdout: { truncated }, stderr: { truncated } });
      const Item = marshall(record, { removeUndefinedValues: true });
      await client.send(new PutItemCommand({ TableName: tableName, Item }));
    },
  );

  it('has an event of less than 64 KB, each text in it shortened: the event bus takes 256 KB', () => {
    const { event } = largestRecord('€', () => '€'.repeat(MEGABYTE));
    expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(64 * 1024);
    for (const text of Object.values(event)) expect(text.length).toBeLessThan(2200);
  });
});
