import { describe, expect, it } from 'vitest';
import { InvalidMessageError } from '../../../../lambda/contract/errors';
import { writeFound, writeTimer } from '../../../../lambda/upload-trigger/events/own-events';
import { readQueueEvent } from '../../../../lambda/upload-trigger/events/queue-event';
import { errorOf } from '../../../support/errors';
import { busEvent, ETAG, encodeKey, notification } from '../../../support/uploads/events';
import { ODD_KEYS, uploadOf } from '../../../support/uploads/uploads';

/** The uploads of a body; fails the test when it has none of the kind. */
function read(body: string) {
  const event = readQueueEvent(body);
  if (event.kind !== 'uploads') throw new Error(`a ${event.kind}`);
  return event;
}

const FOUND = {
  bucket: 'uploads',
  key: 'in/a.csv',
  size: 12,
  etag: ETAG,
  lastModified: '2026-03-01T09:00:00.000Z',
  listedAt: 1772359200000,
};

describe('A notification of S3', () => {
  it('tells of an upload', () => {
    expect(readQueueEvent(notification({}))).toStrictEqual({
      kind: 'uploads',
      uploads: [uploadOf()],
      ignored: [],
    });
  });

  it('tells of a version, which then tells the write', () => {
    const upload = uploadOf({ versionId: 'v1', write: 'v1' });
    expect(read(notification({ versionId: 'v1' })).uploads).toStrictEqual([upload]);
  });

  it('tells of no version while versioning is suspended', () => {
    expect(read(notification({ versionId: 'null' })).uploads).toStrictEqual([uploadOf()]);
  });

  it('may tell of several uploads, in order, beside what is none', () => {
    const body = notification(
      { key: 'a' },
      { key: 'in/b+c', eventName: 'ObjectRemoved:Delete' },
      { key: 'd' },
    );
    const { uploads, ignored } = read(body);
    expect(uploads.map(({ key }) => key)).toStrictEqual(['a', 'd']);
    expect(ignored).toStrictEqual(['ObjectRemoved:Delete of in/b c']);
  });

  it.each(['Put', 'Post', 'Copy', 'CompleteMultipartUpload'])('may tell of a %s', (way) => {
    expect(read(notification({ eventName: `ObjectCreated:${way}` })).uploads).toHaveLength(1);
  });

  it.each(ODD_KEYS)('has a key with %s encoded', (_title, key) => {
    expect(read(notification({ key: encodeKey(key) })).uploads[0]?.key).toBe(key);
  });
});

describe('An event of EventBridge', () => {
  it('tells of the same upload as a notification', () => {
    const upload = uploadOf({ eventTime: '2026-03-01T10:00:00Z' });
    expect(read(busEvent())).toStrictEqual({ kind: 'uploads', uploads: [upload], ignored: [] });
  });

  it('tells of a version, which then tells the write', () => {
    const [upload] = read(busEvent({ versionId: 'v1' })).uploads;
    expect(upload).toMatchObject({ versionId: 'v1', write: 'v1' });
  });

  it.each(ODD_KEYS)('has a key with %s as it is', (_title, key) => {
    expect(read(busEvent({ key })).uploads[0]?.key).toBe(key);
  });

  it('of another kind is ignored', () => {
    expect(read(busEvent({ type: 'Object Deleted' }))).toStrictEqual({
      kind: 'uploads',
      uploads: [],
      ignored: ['Object Deleted of in/a.csv'],
    });
  });
});

describe('What the function sends itself', () => {
  it('is a timer as it was sent', () => {
    const batch = { batchId: 'b', closesAt: 1772359200000 };
    expect(readQueueEvent(writeTimer(batch))).toStrictEqual({ kind: 'timer', batch });
  });

  it.each(ODD_KEYS)('is a found object with %s in its key', (_title, key) => {
    const body = writeFound({ ...FOUND, key });
    expect(body).toMatch(/^[\x20-\x7e]+$/);
    expect(read(body).uploads).toStrictEqual([
      uploadOf({
        key,
        write: `found 2026-03-01T09:00:00.000Z ${ETAG}`,
        eventTime: '2026-03-01T09:00:00.000Z',
        listedAt: 1772359200000,
      }),
    ]);
  });
});

it('S3’s test event is ignored', () => {
  const body = JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'uploads' });
  expect(read(body)).toStrictEqual({
    kind: 'uploads',
    uploads: [],
    ignored: ['S3’s test event'],
  });
});

describe('A refusal shows', () => {
  const shownOf = async (body: string) => (await errorOf(() => readQueueEvent(body))).message;

  it('ten of the fields, and 200 characters of their names', async () => {
    const fields = (length: number) =>
      JSON.stringify(
        Object.fromEntries(
          Array.from({ length: 11 }, (_, i) => ['abcdefghijk'[i]?.repeat(length), 1]),
        ),
      );
    expect(await shownOf(fields(1))).toContain(
      'the fields a, b, c, d, e, f, g, h, i, j, is no event',
    );
    expect(await shownOf(fields(30))).toMatch(/the fields [a-g, ]{200}, is no event/);
  });

  it('200 characters of a key', async () => {
    const message = await shownOf(notification({ key: `${'k'.repeat(200)}%` }));
    expect(message).toMatch(/^the key "k{200}" is not URL-encoded/);
  });
});

describe('Refused is', () => {
  const broken = (change: (record: Record<string, never>) => void) => {
    const body = JSON.parse(notification({}));
    change(body.Records[0]);
    return JSON.stringify(body);
  };
  const busBroken = (object: object) => {
    const body = JSON.parse(busEvent());
    Object.assign(body.detail.object, object);
    return JSON.stringify(body);
  };
  const timer = (fields: object) => JSON.stringify({ mwaaqCloseBatch: fields });
  const found = (change: object) => JSON.stringify({ mwaaqReconciled: { ...FOUND, ...change } });

  it.each<[string, string, string]>([
    ['text', 'hello', 'is no JSON'],
    ['a list', '[]', 'is JSON but no object'],
    ['another object', '{"a":1,"b":2}', 'the fields a, b, is no event of S3'],
    ['an empty object', '{}', 'the fields (none), is no event of S3'],
    ['an event of another source', '{"source":"aws.ec2"}', 'is no event of S3'],
    ['a record that is none', '{"Records":[7]}', 'Records[0] is a number'],
    ['a record without an object', '{"Records":[{"s3":{}}]}', 'Records[0].s3.object is missing'],
    ['a key that is not encoded', notification({ key: '100%' }), 'the key "100%" is not URL-enc'],
    ['a time that is none', broken((r) => Object.assign(r, { eventTime: '10:00' })), 'eventTime'],
    [
      'a size below zero',
      notification({ size: -1 }),
      'object.size is -1: it must be a whole number, 0 or more',
    ],
    ['no sequencer', busBroken({ sequencer: undefined }), 'detail.object.sequencer is missing'],
    ['no etag', busBroken({ etag: '' }), 'detail.object.etag is empty'],
    ['no size', busBroken({ size: 'x' }), 'detail.object.size is a string'],
    ['a timer without its batch', timer({ closesAt: 1 }), 'mwaaqCloseBatch.batchId is missing'],
    ['a timer without a time', timer({ batchId: 'b' }), 'mwaaqCloseBatch.closesAt is missing'],
    ['a timer with more', timer({ batchId: 'b', closesAt: 1, x: 1 }), 'unknown field "x"'],
    ['a found object without a key', found({ key: '' }), 'mwaaqReconciled.key is empty'],
    ['a found object of no time', found({ lastModified: 'x' }), 'lastModified "x" is no time'],
    ['a found object with more', found({ x: 1 }), 'unknown field "x"'],
  ])('%s', async (_title, body, what) => {
    const error = await errorOf(() => readQueueEvent(body));
    expect(error).toBeInstanceOf(InvalidMessageError);
    expect(error.message).toContain(what);
  });
});
