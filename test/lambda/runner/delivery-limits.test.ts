import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { release } from '../../../lambda/runner/handle-delivery';
import { heldRecord } from '../../support/command-records';
import { deliveryOf, MESSAGE_ID } from '../../support/deliveries';
import { fakeQueues } from '../../support/fake-queues';
import { fakeRunner, handle } from '../../support/runner';

const ANSWER = { stdout: '3.0.6' };
const NOW = Date.parse('2026-03-01T10:05:00Z');

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('A message for which too little time is left', () => {
  // What it takes: ten seconds for a token, the command's own time, and ten to spare.
  const NEEDED = 10_000 + 65_000 + 10_000;

  it('is given back at once, for the next invocation, and nothing else is done', async () => {
    const runner = fakeRunner({ replies: [ANSWER] });
    expect(await runner.handle(deliveryOf('version'), NEEDED - 1)).toBe('give-back');
    expect(runner.journal).toStrictEqual(['hide']);
    expect(runner.queues.hidden).toStrictEqual([0]);
  });

  it('is run when just enough is left', async () => {
    const runner = fakeRunner({ replies: [ANSWER] });
    expect(await runner.handle(deliveryOf('version'), NEEDED)).toBe('done');
  });

  it('fails when it cannot be made visible', async () => {
    const runner = fakeRunner({ queues: fakeQueues(['hideFor']) });
    await expect(runner.handle(deliveryOf('version'), 30_000)).rejects.toThrow('hideFor failed');
  });
});

describe('A message that was not handled, since the one before it was not done with,', () => {
  it('is made visible again at once', async () => {
    const { context, queues } = fakeRunner();
    await release(deliveryOf('version'), context, NOW + 5001);
    expect(queues.hidden).toStrictEqual([0]);
  });

  it('stays hidden when there is no time for that', async () => {
    const { context, queues } = fakeRunner();
    await release(deliveryOf('version'), context, NOW + 5000);
    expect(queues.hidden).toStrictEqual([]);
  });
});

describe('A message that was handed out too often', () => {
  it('is read and run the 980th time', async () => {
    const { airflow } = await handle(deliveryOf('version', { receiveCount: 980 }), {
      replies: [ANSWER],
    });
    expect(airflow.requests).toHaveLength(1);
  });

  it.each(['version', '{"command":"version","id":"upload-7"}', '{'])(
    'is dead-lettered unread the 981st time: %s',
    async (body) => {
      const { disposal, queues, records, airflow } = await handle(
        deliveryOf(body, { receiveCount: 981 }),
      );
      expect(disposal).toBe('done');
      expect(airflow.requests).toStrictEqual([]);
      const reason = expect.stringContaining('was handed out 981 times');
      expect(queues.deadLetters).toMatchObject([
        { deadLetter: { outcome: 'unknown', id: MESSAGE_ID, reason } },
      ]);
      expect(records.saved).toMatchObject([{ id: MESSAGE_ID, state: 'ended', reason }]);
    },
  );

  it('ends as unknown when its record says that it may have run', async () => {
    const held = heldRecord({ id: MESSAGE_ID, mayHaveRun: true });
    const { queues } = await handle(deliveryOf('version', { receiveCount: 981 }), {
      before: [held],
    });
    expect(queues.deadLetters).toMatchObject([{ deadLetter: { outcome: 'unknown' } }]);
  });

  it('ends as unknown also when that record is kept under an id of its own', async () => {
    const held = heldRecord({ id: 'upload-7', mayHaveRun: true });
    const body = '{"command":"version","id":"upload-7"}';
    const { queues } = await handle(deliveryOf(body, { receiveCount: 981 }), { before: [held] });
    expect(queues.deadLetters).toMatchObject([{ deadLetter: { outcome: 'unknown' } }]);
  });
});
