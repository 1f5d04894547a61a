import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createRecords } from '../../../../lambda/adapters/dynamodb/records';
import { RecordChangedError } from '../../../../lambda/contract/errors';
import {
  type EnvironmentRecord,
  environmentRecordId,
  type RecordedOutput,
} from '../../../../lambda/contract/record';
import { announce } from '../../../../lambda/runner/record/announcement';
import { recordOutput } from '../../../../lambda/runner/record/recorded-output';
import { anyUnicode } from '../../../support/any-text';
import { endedRecord, heldRecord, runningRecord } from '../../../support/command-records';
import { ENVIRONMENT } from '../../../support/deliveries';
import { errorOf } from '../../../support/errors';
import { unzip } from '../../../support/recorded-output';
import { startRecordsTable } from '../../../support/records-table';

async function start() {
  const table = await startRecordsTable();
  return { ...table, records: createRecords(table.client, table.tableName) };
}

/** An output as it is read: bytes, whatever Node kept them in. */
function outputOf(text: string): RecordedOutput {
  const recorded = recordOutput(text);
  return { ...recorded, gzip: Uint8Array.from(recorded.gzip) };
}

const HELD: EnvironmentRecord = {
  id: environmentRecordId(ENVIRONMENT),
  version: 1,
  writer: 'writer-1',
  state: 'held',
  reason: 'busy',
  since: '2026-03-01T10:00:00.000Z',
  event: announce('Airflow Environment Held', {}),
};

describe('A record', () => {
  it('is found as it was written, with its output', async () => {
    const { records } = await start();
    const record = endedRecord({
      version: 1,
      dagId: 'load',
      source: 's3',
      deadLetterOf: ENVIRONMENT,
      mintMs: 10,
      cliMs: 990,
      stdout: outputOf('é 😀\n'.repeat(1000)),
      stderr: outputOf(''),
    });
    await records.save(record);
    expect(await records.find(record.id)).toStrictEqual(record);
  });

  it('may hold an output as the runner compresses it', async () => {
    const { records } = await start();
    await records.save(endedRecord({ version: 1, stdout: recordOutput('created') }));
    const found = await records.find('upload-7');
    expect(found?.state === 'ended' && unzip(found.stdout)).toBe('created');
  });

  it('is found as it was written, whatever characters are in it', async () => {
    const { records } = await start();
    let version = 0;
    await fc.assert(
      fc.asyncProperty(anyUnicode(), anyUnicode(), async (command, reason) => {
        version += 1;
        const record = heldRecord({ version, command, reason });
        await records.save(record);
        expect(await records.find(record.id)).toStrictEqual(record);
      }),
      { numRuns: 30 },
    );
  });

  it('has nothing of what is not there: neither an empty text nor a null', async () => {
    const { records, client, tableName } = await start();
    await records.save(runningRecord({ command: undefined, source: undefined }));
    const Key = { id: { S: 'upload-7' } };
    const { Item = {} } = await client.send(new GetItemCommand({ TableName: tableName, Key }));
    expect(Object.keys(Item)).not.toContain('command');
    expect(Object.keys(Item)).not.toContain('source');
    expect(Object.keys(Item)).toContain('leaseUntil');
  });

  it('of nobody is not found', async () => {
    const { records } = await start();
    expect(await records.find('upload-8')).toBeUndefined();
    expect(await records.findEnvironment(ENVIRONMENT)).toBeUndefined();
  });

  it('of an environment lies beside those of its commands', async () => {
    const { records } = await start();
    await records.save(HELD);
    await records.save(runningRecord({ id: ENVIRONMENT }));
    expect(await records.findEnvironment(ENVIRONMENT)).toStrictEqual(HELD);
    expect(await records.findEnvironment('Other')).toBeUndefined();
  });

  it('is read as it is, not as it was a moment ago', async () => {
    const { records, client } = await start();
    const send = vi.spyOn(client, 'send');
    await records.find('upload-7');
    expect(send.mock.calls[0]?.[0].input).toMatchObject({ ConsistentRead: true });
  });
});

describe('A record is written only in place of the one before:', () => {
  const HELD_2 = heldRecord({ version: 2 });

  it('its next version is', async () => {
    const { records } = await start();
    await records.save(runningRecord());
    await records.save(HELD_2);
    expect(await records.find('upload-7')).toStrictEqual(HELD_2);
  });

  it.each([
    ['a first one where there is one already', [runningRecord()], runningRecord({ writer: 'w' })],
    ['the same version again', [runningRecord(), HELD_2], runningRecord({ version: 2 })],
    ['an older version', [runningRecord(), HELD_2], runningRecord({ writer: 'w' })],
    ['a version too far', [runningRecord()], runningRecord({ version: 3 })],
    ['a next version where there is none', [], HELD_2],
    [
      'another beginning of the same message in the same millisecond',
      [runningRecord()],
      runningRecord({ writer: 'writer-2' }),
    ],
    ['the same status, which another function wrote', [HELD], { ...HELD, writer: 'writer-2' }],
  ])('not %s', async (_title, before, record) => {
    const { records } = await start();
    for (const one of before) await records.save(one);
    const error = await errorOf(() => records.save(record));
    expect(error).toBeInstanceOf(RecordChangedError);
    expect(error.message).toBe(`record "${record.id}" was changed by another invocation`);
    expect(await records.find(record.id)).toStrictEqual(before.at(-1));
  });
});
