import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, vi } from 'vitest';
import { createHeardObjects } from '../../../../lambda/adapters/dynamodb/heard-objects';
import type {
  Batches,
  HeardObject,
  HeardObjects,
  LogEntry,
} from '../../../../lambda/upload-trigger/ports';
import { asPorts, memoryTable } from '../../../support/uploads/memory-table';
import { ODD_KEYS, uploadOf } from '../../../support/uploads/uploads';
import { startUploadsTable } from '../../../support/uploads/uploads-table';

const TABLES: readonly [string, () => Promise<HeardObjects & Batches>][] = [
  ['in DynamoDB', async () => (await startUploadsTable()).table],
  // What the model of concurrent invocations stands on.
  ['in memory', async () => asPorts(memoryTable())],
];

const event = (at: number): HeardObject => ({ id: 'object 1', key: 'in/a.csv', from: 'event', at });
const listing = (at: number, writtenAt = 3): HeardObject => ({
  id: 'object 1',
  key: 'in/a.csv',
  from: 'listing',
  at,
  writtenAt,
});
const entryOf = (changes: Partial<LogEntry> = {}): LogEntry => ({
  position: 0,
  files: [uploadOf()],
  count: 1,
  sealed: false,
  ...changes,
});

describe.each(TABLES)('The table of uploads %s', (_title, start) => {
  it.each<[string, readonly HeardObject[], readonly boolean[]]>([
    ['an event, also again', [event(5), event(5)], [true, true]],
    ['an event of another write', [event(5), event(4), event(6)], [true, true, true]],
    ['a listing, also again', [listing(5), listing(5)], [true, true]],
    ['no listing after an event', [event(5), listing(6)], [true, false]],
    ['no listing after an event of the same second', [event(3), listing(6)], [true, false]],
    ['a listing of what was written after the event', [event(2), listing(6)], [true, true]],
    [
      'a listing of that after a late event too',
      [event(2), event(1), listing(6)],
      [true, true, true],
    ],
    [
      'no listing after that event, when another came late',
      [event(5), event(1), listing(6)],
      [true, true, false],
    ],
    ['no event of what was listed', [listing(6), event(5), event(6)], [true, false, false]],
    ['an event after a listing', [listing(5), event(6)], [true, true]],
    [
      'a listing again, after a later event',
      [listing(5), event(6), listing(5)],
      [true, true, true],
    ],
    ['no other listing after that', [listing(5), event(6), listing(7)], [true, true, false]],
    ['no later listing of the same write', [listing(5), listing(6)], [true, false]],
    ['a later listing of a later write', [listing(5), listing(8, 7)], [true, true]],
    ['no earlier listing', [listing(6), listing(5)], [true, false]],
  ])('lets handle %s', async (_what, objects, expected) => {
    const table = await start();
    const answers: boolean[] = [];
    for (const object of objects) answers.push(await table.hear(object));
    expect(answers).toStrictEqual(expected);
  });

  it('knows when objects were last heard of, also when one is asked for twice', async () => {
    const table = await start();
    await table.hear(event(5));
    await table.hear(event(4));
    await table.hear({ ...listing(6), id: 'object 2' });
    const known = await table.lastHeard(['object 1', 'object 2', 'object 3', 'object 1']);
    expect(Object.fromEntries(known)).toStrictEqual({ 'object 1': 5, 'object 2': 6 });
  });

  it('has a group gather in one batch at a time', async () => {
    const table = await start();
    const [one, other, third] = ['1', '2', '3'].map((batchId) => ({ batchId, closesAt: 7 }));
    if (!one || !other || !third) throw new Error('no batches');
    expect(await table.current('group a')).toBeUndefined();
    expect(await table.replace('group a', undefined, one)).toBe(true);
    expect(await table.replace('group a', undefined, other)).toBe(false);
    expect(await table.replace('group a', other, third)).toBe(false);
    expect(await table.current('group a')).toStrictEqual(one);
    expect(await table.replace('group a', one, other)).toBe(true);
    expect(await table.current('group a')).toStrictEqual(other);
    expect(await table.current('group b')).toBeUndefined();
  });

  it('does not replace the batch of a group that has none', async () => {
    const table = await start();
    const batch = { batchId: '1', closesAt: 7 };
    expect(await table.replace('group a', batch, batch)).toBe(false);
  });

  it('keeps the log of a batch in its order, each position once', async () => {
    const table = await start();
    const entries = [
      entryOf({ files: ODD_KEYS.map(([, key]) => uploadOf({ key })), count: 13, group: 'eu' }),
      entryOf({ position: 1, count: 14, files: [uploadOf({ versionId: 'v1' })] }),
      entryOf({ position: 2, count: 14, files: [], sealed: true }),
    ];
    for (const entry of entries) expect(await table.append('b', entry)).toBe(true);
    expect(await table.append('b', entryOf({ position: 1 }))).toBe(false);
    await table.append('other', entryOf());
    expect(await table.log('b')).toStrictEqual(entries);
    expect(await table.tail('b')).toStrictEqual(entries[2]);
    expect(await table.tail('none')).toBeUndefined();
    expect(await table.log('none')).toStrictEqual([]);
  });

  it('gives a file to one batch, as often as that asks', async () => {
    const table = await start();
    const answers = [];
    for (const batch of ['1', '2', '1', '2']) answers.push(await table.claim('file f', batch));
    expect(answers).toStrictEqual([true, false, true, false]);
    expect(await table.claim('file g', '2')).toBe(true);
    const holders = await table.holders(['file f', 'file g', 'file h']);
    expect([...holders].toSorted()).toStrictEqual([
      ['file f', '1'],
      ['file g', '2'],
    ]);
  });
});

describe('In DynamoDB', () => {
  it('a log longer than one answer is read whole', async () => {
    const { table } = await startUploadsTable();
    const key = 'k'.repeat(1000);
    const files = Array.from({ length: 100 }, (_, i) => uploadOf({ key, write: String(i) }));
    for (let position = 0; position < 12; position++) {
      await table.append('b', entryOf({ position, files, count: 100 * (position + 1) }));
    }
    const log = await table.log('b');
    expect(log.map(({ position }) => position)).toStrictEqual(
      Array.from({ length: 12 }, (_, i) => i),
    );
    expect(log.flatMap((entry) => entry.files)).toHaveLength(1200);
  });

  it('every item expires after the retention', async () => {
    const { table, client, tableName } = await startUploadsTable();
    await table.hear(event(5));
    await table.append('b', entryOf());
    await table.replace('group a', undefined, { batchId: 'b', closesAt: 7 });
    await table.claim('file f', 'b');
    for (const id of ['object 1', 'batch b', 'group a', 'file f']) {
      const Key = { id: { S: id }, position: { N: '0' } };
      const { Item } = await client.send(new GetItemCommand({ TableName: tableName, Key }));
      const days = (Number(Item?.expiresAt?.N) - Date.now() / 1000) / (24 * 3600);
      expect(days).toBeCloseTo(30, 2);
    }
  });

  it('an object that was heard of has its key', async () => {
    const { table, client, tableName } = await startUploadsTable();
    await table.hear(event(5));
    const Key = { id: { S: 'object 1' }, position: { N: '0' } };
    const { Item } = await client.send(new GetItemCommand({ TableName: tableName, Key }));
    expect(Item).toMatchObject({ key: { S: 'in/a.csv' }, lastEventTime: { N: '5' } });
  });

  it('every read is of what was written last', async () => {
    const { table, client } = await startUploadsTable();
    const send = vi.spyOn(client, 'send');
    await table.current('group a');
    await table.tail('b');
    await table.log('b');
    await table.lastHeard(['object 1']);
    await table.holders(['file f']);
    const inputs = send.mock.calls.map(([command]) => JSON.stringify(command.input));
    expect(inputs.map((input) => input.includes('"ConsistentRead":true'))).toStrictEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
  });

  it('what a read leaves out is asked for again, until DynamoDB is given up', async () => {
    let reads = 0;
    const left = { uploads: { Keys: [{ id: { S: 'object 1' }, position: { N: '0' } }] } };
    const { asFunction } = await startUploadsTable(({ operation, phase }) => {
      if (operation !== 'BatchGetItem' || phase !== 'before') return undefined;
      reads += 1;
      return { status: 200, body: JSON.stringify({ Responses: {}, UnprocessedKeys: left }) };
    });
    const objects = createHeardObjects(asFunction, 'uploads', 30);
    await expect(objects.lastHeard(['object 1'])).rejects.toThrow(
      'left out items of uploads 10 times',
    );
    expect(reads).toBe(10);
  });
});
