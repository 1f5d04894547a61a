import { afterEach, describe, expect, it, vi } from 'vitest';
import { writeFound, writeTimer } from '../../../../lambda/upload-trigger/events/own-events';
import { busEvent, ETAG, encodeKey, notification } from '../../../support/uploads/events';
import { loadUploadTrigger } from '../../../support/uploads/upload-trigger';
import { ODD_KEYS } from '../../../support/uploads/uploads';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

const TEST_EVENT = JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent' });

describe('Where each upload gets a run', () => {
  it('every key arrives in a run’s conf byte for byte, in both kinds of events', async () => {
    const { give, triggers } = await loadUploadTrigger();
    const keys = ODD_KEYS.map(([, key]) => key);
    for (const [i, key] of keys.entries()) {
      await give(notification({ key: encodeKey(key), sequencer: `0${i}` }));
      await give(busEvent({ key, sequencer: `1${i}` }));
    }
    const queued = (await triggers()).map(({ conf }) => conf?.key);
    expect(queued).toStrictEqual(keys.flatMap((key) => [key, key]));
  });

  it('an event that is delivered again, in part or whole, queues nothing twice', async () => {
    const { give, triggers } = await loadUploadTrigger();
    const one = { key: 'a', sequencer: '01' };
    expect(await give(notification(one))).toStrictEqual([]);
    expect(await give(notification({ key: 'b', sequencer: '02' }, one))).toStrictEqual([]);
    expect((await triggers()).map(({ conf }) => conf?.key)).toStrictEqual(['a', 'b']);
  });

  it('an object that is written again gets another run', async () => {
    const { give, triggers } = await loadUploadTrigger();
    await give(notification({ sequencer: '01' }), notification({ sequencer: '02' }));
    expect(new Set((await triggers()).map(({ runId }) => runId)).size).toBe(2);
  });

  it('what does not count is done with', async () => {
    const { give, triggers } = await loadUploadTrigger({ rule: { suffix: '.csv' } });
    expect(await give(TEST_EVENT, notification({ key: 'a.txt' }))).toStrictEqual([]);
    expect(await triggers()).toStrictEqual([]);
  });

  it('a message that fails does not keep the others from being queued', async () => {
    const { give, triggers } = await loadUploadTrigger();
    expect(await give('hello', notification({}), '{}')).toStrictEqual([0, 2]);
    expect(await triggers()).toHaveLength(1);
  });

  it('a message with several uploads is done with when all of them are', async () => {
    const { give, triggers } = await loadUploadTrigger({
      onCall: ({ phase, operation, input }) => {
        const isB = JSON.stringify(input).includes('in/b.csv');
        return phase === 'before' && operation === 'UpdateItem' && isB ? 'reset' : undefined;
      },
    });
    const b = { key: 'in/b.csv' };
    const bodies = [notification({ key: 'in/a.csv' }, b), notification({ key: 'in/c.csv' })];
    expect(await give(...bodies)).toStrictEqual([0]);
    expect((await triggers()).map(({ conf }) => conf?.key)).toStrictEqual(['in/a.csv', 'in/c.csv']);
  });

  it('messages are given back if SQS does not take their triggers', async () => {
    const { give } = await loadUploadTrigger({ commandsQueue: 'none.fifo' });
    const bodies = [notification({ sequencer: '01' }), TEST_EVENT, notification({ key: 'b' })];
    expect(await give(...bodies)).toStrictEqual([0, 2]);
  });

  it('all is given back if there is no time left, and nothing is half done', async () => {
    const { handle, triggers } = await loadUploadTrigger();
    const messages = [{ MessageId: 'm', ReceiptHandle: 'r', Body: notification({}) }];
    expect(await handle(messages, 5999)).toStrictEqual(['m']);
    expect(await triggers()).toStrictEqual([]);
    expect(await handle(messages, 10_000)).toStrictEqual([]);
    expect(await triggers()).toHaveLength(1);
  });

  it('a batch’s timer is given back if the rule gathers no batches any more', async () => {
    const { give } = await loadUploadTrigger();
    expect(await give(writeTimer({ batchId: 'b', closesAt: 1 }))).toStrictEqual([0]);
  });

  it.each([
    ['event', 'reconciled object'],
    ['reconciled object', 'event'],
  ])('an %s first, its %s is no second upload', async (first) => {
    const { give, triggers } = await loadUploadTrigger();
    const lastModified = '2026-03-01T10:00:00.000Z';
    const listedAt = Date.parse(lastModified) + 60_000;
    const object = { bucket: 'uploads', key: 'in/a.csv', size: 12, etag: ETAG };
    const bodies = [notification({}), writeFound({ ...object, lastModified, listedAt })];
    for (const body of first === 'event' ? bodies : bodies.toReversed()) {
      expect(await give(body)).toStrictEqual([]);
    }
    expect(await triggers()).toHaveLength(1);
  });
});
