import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it, vi } from 'vitest';
import { readMessages } from '../../../local/demo/queues';
import {
  BucketNotifications,
  type Delivery,
  type NotificationRule,
} from '../../../local/stack/bucket-notifications';
import type { StackEvent } from '../../../local/stack/events';
import { createBucket, createQueue, testAws } from '../../support/aws';
import { fakeHost } from '../../support/bundle';

interface S3Event {
  readonly Records: readonly {
    readonly s3: { readonly object: { readonly key: string; readonly sequencer: string } };
  }[];
}

/** A bucket whose notifications go by the rules that the test adds. */
async function notifyingBucket(delivery: Delivery = {}) {
  const { s3, sqs, onWritten } = await testAws();
  await createBucket(s3, 'uploads');
  const events: StackEvent[] = [];
  const notifications = new BucketNotifications(s3, sqs, (event) => events.push(event), delivery);
  onWritten((written) => notifications.objectWritten(written));
  const rule = (fields: Partial<NotificationRule>, answer?: () => unknown) => {
    const { target, invoke } = fakeHost('trigger', answer);
    notifications.add({ bucket: 'uploads', prefix: '', suffix: '', target, ...fields });
    return invoke;
  };
  const put = (Key: string, Body = 'x') =>
    s3.send(new PutObjectCommand({ Bucket: 'uploads', Key, Body }));
  return { s3, sqs, notifications, events, rule, put };
}

function objectsIn(invoke: { readonly mock: { readonly calls: readonly unknown[][] } }) {
  return invoke.mock.calls.flatMap(([event]) =>
    (event as S3Event).Records.map(({ s3: { object } }) => object),
  );
}

describe('bucket notifications', () => {
  it("tell the function in S3's own form: the key encoded, size, tag and sequencer", async () => {
    const { notifications, events, rule, put } = await notifyingBucket();
    const invoke = rule({});

    await put('in/a b+ü.csv', 'data');
    await notifications.settle();

    expect(invoke.mock.calls).toMatchObject([
      [
        {
          Records: [
            {
              eventSource: 'aws:s3',
              eventName: 'ObjectCreated:Put',
              eventTime: expect.stringMatching(/^\d{4}-.+Z$/),
              s3: {
                bucket: { name: 'uploads', arn: 'arn:aws:s3:::uploads' },
                object: {
                  key: 'in%2Fa+b%2B%C3%BC.csv',
                  size: 4,
                  eTag: '8d777f385d3dfec8815d20f7496026dc',
                  sequencer: expect.stringMatching(/^[0-9A-F]+$/),
                },
              },
            },
          ],
        },
      ],
    ]);
    expect(events).toEqual([
      { kind: 'uploaded', bucket: 'uploads', key: 'in/a b+ü.csv' },
      {
        kind: 'notified',
        functionName: 'trigger',
        bucket: 'uploads',
        key: 'in/a b+ü.csv',
        delivery: 1,
      },
    ]);
  });

  it('tell by bucket, prefix and suffix', async () => {
    const { notifications, rule, put } = await notifyingBucket();
    const csv = rule({ prefix: 'in/', suffix: '.csv' });
    const all = rule({});
    const other = rule({ bucket: 'other' });

    for (const key of ['in/a.csv', 'in/a.txt', 'out/a.csv']) await put(key);
    await notifications.settle();

    expect(objectsIn(csv).map(({ key }) => key)).toEqual(['in%2Fa.csv']);
    expect(all).toHaveBeenCalledTimes(3);
    expect(other).not.toHaveBeenCalled();
  });

  it('tell two writes of one key apart by a growing sequencer', async () => {
    const { notifications, rule, put } = await notifyingBucket();
    const invoke = rule({});

    for (const body of ['1', '2', '3']) await put('key', body);
    await notifications.settle();

    const sequencers = objectsIn(invoke).map(({ sequencer }) => BigInt(`0x${sequencer}`));
    expect(new Set(sequencers).size).toBe(3);
    expect(sequencers.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(sequencers);
  });

  it('deliver the same event again when the test asks for it', async () => {
    const { notifications, events, rule, put } = await notifyingBucket({
      deliveries: (nth) => (nth === 2 ? 2 : 1),
    });
    const invoke = rule({});

    for (const key of ['one', 'twice']) {
      await put(key);
      await notifications.settle();
    }

    const [first, second, third] = objectsIn(invoke);
    expect([first?.key, second?.key]).toEqual(['one', 'twice']);
    expect(third).toEqual(second);
    expect(events.flatMap((e) => (e.kind === 'notified' ? [e.delivery] : []))).toEqual([1, 1, 2]);
  });

  it('say nothing of an object that is gone before they are told', async () => {
    const { s3, notifications, rule } = await notifyingBucket();
    const invoke = rule({});
    await s3.send(new DeleteObjectCommand({ Bucket: 'uploads', Key: 'gone' }));

    notifications.objectWritten({ bucket: 'uploads', key: 'gone', eventName: 'ObjectCreated:Put' });
    await notifications.settle();

    expect(invoke).not.toHaveBeenCalled();
  });
});

describe('a function that fails', () => {
  it('is invoked three times in all, as by Lambda; then the event goes to its queue', async () => {
    const { sqs, notifications, rule, put } = await notifyingBucket();
    const queueUrl = await createQueue(sqs, 'failed-events');
    notifications.onFailure('trigger', queueUrl);
    const failing = rule({}, () => {
      throw new Error('no luck');
    });
    const next = rule({});
    vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 20 });
    try {
      await put('key');
      const settled = notifications.settle();
      while (next.mock.calls.length === 0) await vi.advanceTimersByTimeAsync(500);
      await settled;
    } finally {
      vi.useRealTimers();
    }

    expect(objectsIn(failing)).toHaveLength(3);
    expect(new Set(objectsIn(failing).map(({ sequencer }) => sequencer)).size).toBe(1);
    expect(next).toHaveBeenCalledOnce();
    const [kept] = await readMessages(sqs, queueUrl);
    expect(JSON.parse(kept?.Body ?? '{}')).toMatchObject({
      requestContext: { condition: 'RetriesExhausted' },
      requestPayload: { Records: [{ s3: { object: { key: 'key' } } }] },
    });
  });

  it('is not invoked again when a retry succeeds', async () => {
    const { notifications, rule, put } = await notifyingBucket();
    let failures = 1;
    const invoke = rule({}, () => {
      if (failures-- > 0) throw new Error('no luck');
    });
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      await put('key');
      while (invoke.mock.calls.length < 2) await vi.advanceTimersByTimeAsync(500);
      await notifications.settle();
    } finally {
      vi.useRealTimers();
    }

    expect(invoke).toHaveBeenCalledTimes(2);
  });
});
