import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { readMessages } from '../../../local/demo/queues';
import {
  BucketNotifications,
  type Delivery,
  type NotificationRule,
} from '../../../local/stack/bucket-notifications';
import type { BusEvent } from '../../../local/stack/bus-event';
import { EventBuses } from '../../../local/stack/event-buses';
import type { StackEvent } from '../../../local/stack/events';
import { createBucket, createQueue, testAws } from '../../support/aws';
import { announced, lost } from '../../support/local-stack';

interface S3Event {
  readonly Event?: string;
  readonly Records?: readonly {
    readonly eventTime: string;
    readonly s3: {
      readonly object: {
        readonly key: string;
        readonly sequencer: string;
        readonly versionId?: string;
      };
    };
  }[];
}

/** A bucket that a template declares, and a queue that is notified by the rules that the test adds. */
async function notifyingBucket(delivery: Delivery = {}, versioned = false) {
  const { s3, sqs, endpoint, onWritten } = await testAws();
  await createBucket(s3, 'uploads');
  const queueUrl = await createQueue(sqs, 'events');
  const events: StackEvent[] = [];
  const tell = (event: StackEvent) => events.push(event);
  const notifications = new BucketNotifications(s3, new EventBuses(sqs, tell), tell, delivery);
  notifications.declare('uploads', { versioned });
  onWritten((written) => notifications.objectWritten(written));
  const rule = (fields: Partial<NotificationRule> = {}) =>
    notifications.add({ bucket: 'uploads', prefix: '', suffix: '', queueUrl, ...fields });
  const put = (Key: string, Body = 'x', Bucket = 'uploads') =>
    s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  const received = async () => {
    await notifications.settle();
    const messages = await readMessages(sqs, queueUrl);
    return messages.map(({ Body }) => JSON.parse(Body ?? '') as S3Event);
  };
  const objects = async () => {
    const records = (await received()).flatMap(({ Records = [] }) => Records);
    return records.map(({ s3: { object } }) => object);
  };
  return { s3, endpoint, queueUrl, notifications, events, rule, put, received, objects };
}

/** What EventBridge was told. */
async function toldToEventBridge({
  notifications,
  events,
}: Awaited<ReturnType<typeof notifyingBucket>>) {
  await notifications.settle();
  return announced(events);
}

const keysOf = (events: readonly BusEvent[]) =>
  events.map(({ detail }) => (detail.object as { readonly key: string }).key);

describe('bucket notifications', () => {
  it("tell a queue in S3's own form, after a test event", async () => {
    const { events, queueUrl, rule, put, received } = await notifyingBucket();
    rule();

    await put('in/a b+ü.csv', 'data');

    expect(await received()).toEqual([
      expect.objectContaining({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'uploads' }),
      {
        Records: [
          expect.objectContaining({
            eventSource: 'aws:s3',
            eventName: 'ObjectCreated:Put',
            eventTime: expect.stringMatching(/^\d{4}-.+\.\d{3}Z$/),
            s3: expect.objectContaining({
              bucket: { name: 'uploads', arn: 'arn:aws:s3:::uploads' },
              object: {
                key: 'in%2Fa+b%2B%C3%BC.csv',
                size: 4,
                eTag: '8d777f385d3dfec8815d20f7496026dc',
                sequencer: expect.stringMatching(/^[0-9A-F]+$/),
              },
            }),
          }),
        ],
      },
    ]);
    expect(events).toEqual([
      { kind: 'uploaded', bucket: 'uploads', key: 'in/a b+ü.csv' },
      { kind: 'notified', to: queueUrl, bucket: 'uploads', key: 'in/a b+ü.csv', delivery: 1 },
    ]);
  });

  it('tell by bucket, prefix and suffix', async () => {
    const { rule, put, objects } = await notifyingBucket();
    rule({ prefix: 'in/', suffix: '.csv' });
    rule({ bucket: 'other' });

    for (const key of ['in/a.csv', 'in/a.txt', 'out/a.csv']) await put(key);

    expect((await objects()).map(({ key }) => key)).toEqual(['in%2Fa.csv']);
  });

  it('tell two writes of one key apart by a growing sequencer', async () => {
    const { rule, put, objects } = await notifyingBucket();
    rule();

    for (const body of ['1', '2', '3']) await put('key', body);

    const sequencers = (await objects()).map(({ sequencer }) => BigInt(`0x${sequencer}`));
    expect(new Set(sequencers).size).toBe(3);
  });

  it('tell versions only of a bucket that has them, each write another', async () => {
    const versioned = await notifyingBucket({}, true);
    versioned.rule();
    const plain = await notifyingBucket();
    plain.rule();
    for (const { put } of [versioned, versioned, plain]) await put('key');

    const ids = (await versioned.objects()).map(({ versionId }) => versionId);
    expect(ids).toEqual([expect.any(String), expect.any(String)]);
    expect(new Set(ids).size).toBe(2);
    expect(await plain.objects()).toEqual([expect.not.objectContaining({ versionId: '' })]);
    expect(Object.keys((await plain.objects())[0] ?? {})).not.toContain('versionId');
  });

  it('deliver the same event twice, or never, when the test asks for it', async () => {
    const { notifications, events, rule, put, objects } = await notifyingBucket({
      deliveries: (nth) => [1, 2, 0][nth - 1] ?? 1,
    });
    rule();

    for (const key of ['one', 'twice', 'never']) {
      await put(key);
      await notifications.settle();
    }

    const [first, second, third, ...more] = (await objects()).toSorted((a, b) =>
      a.key < b.key ? -1 : 1,
    );
    expect([first?.key, second?.key, more]).toEqual(['one', 'twice', []]);
    expect(third).toEqual(second);
    expect(events.flatMap((e) => (e.kind === 'notified' ? [e.delivery] : []))).toEqual([1, 1, 2]);
    expect(events.filter(({ kind }) => kind === 'uploaded')).toHaveLength(3);
  });

  it('say nothing of an object that is gone before they are told', async () => {
    const { s3, notifications, rule, objects } = await notifyingBucket();
    rule();
    await s3.send(new DeleteObjectCommand({ Bucket: 'uploads', Key: 'gone' }));

    notifications.objectWritten({ bucket: 'uploads', key: 'gone', eventName: 'ObjectCreated:Put' });

    expect(await objects()).toEqual([]);
  });

  it('that a queue does not take are told as lost', async () => {
    const { endpoint, notifications, events, rule, put } = await notifyingBucket();
    rule({ queueUrl: `${endpoint}/000000000000/gone` });

    await put('key');
    await notifications.settle();

    expect(lost(events)).toHaveLength(2); // the test event too
  });
});

describe('EventBridge', () => {
  it('is told in its own form, the key as it is, when the bucket is to tell it', async () => {
    const bucket = await notifyingBucket({}, true);
    bucket.notifications.enableEventBridge('uploads');

    await bucket.put('in/a b+ü.csv', 'data');

    expect(await toldToEventBridge(bucket)).toEqual([
      {
        version: '0',
        id: expect.any(String),
        'detail-type': 'Object Created',
        source: 'aws.s3',
        account: '000000000000',
        time: expect.stringMatching(/^\d{4}-.+:\d\dZ$/),
        region: 'us-east-1',
        resources: ['arn:aws:s3:::uploads'],
        detail: expect.objectContaining({
          bucket: { name: 'uploads' },
          object: {
            key: 'in/a b+ü.csv',
            size: 4,
            etag: '8d777f385d3dfec8815d20f7496026dc',
            'version-id': expect.any(String),
            sequencer: expect.stringMatching(/^[0-9A-F]+$/),
          },
          reason: 'PutObject',
        }),
      },
    ]);
  });

  it('is told nothing of a declared bucket that is not to, and all of those of others', async () => {
    const bucket = await notifyingBucket({
      bucketAccounts: new Map([['theirs', '111111111111']]),
    });
    for (const name of ['imported', 'theirs']) await createBucket(bucket.s3, name);

    await bucket.put('own');
    await bucket.put('imported', 'x', 'imported');
    await bucket.put('theirs', 'x', 'theirs');

    const told = await toldToEventBridge(bucket);
    expect(new Map(told.map((e) => [keysOf([e])[0], e.account]))).toEqual(
      new Map([
        ['imported', '000000000000'],
        ['theirs', '111111111111'],
      ]),
    );
  });

  it('is told the same event twice, or never, when the test asks for it', async () => {
    const bucket = await notifyingBucket({ deliveries: (nth) => (nth === 1 ? 2 : 0) });
    bucket.notifications.enableEventBridge('uploads');

    for (const key of ['twice', 'never']) {
      await bucket.put(key);
      await bucket.notifications.settle();
    }

    const [first, ...others] = await toldToEventBridge(bucket);
    expect(others).toEqual([first]);
    expect(keysOf(others)).toEqual(['twice']);
  });
});
