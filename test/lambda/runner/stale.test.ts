import { describe, expect, it } from 'vitest';
import { AnswerLostError, EnvironmentUnavailableError } from '../../../lambda/contract/errors';
import { endStale } from '../../../lambda/runner/stale';
import { deliveryOf, MESSAGE_ID } from '../../support/deliveries';
import { raised } from '../../support/fake-airflow';
import { fakeRunner } from '../../support/runner';

const AFTER_SECONDS = 300;
const body = (since?: number) =>
  JSON.stringify({
    command: 'version',
    expires: { after: AFTER_SECONDS, ...(since && { since: new Date(since).toISOString() }) },
  });
const ago = (seconds: number) => Date.now() - seconds * 1000;
const YES = { stdout: '3.0.6' };

describe('A command that expires', () => {
  it('has whole seconds to be begun in, the last one to its end', () => {
    const sentAt = Date.parse('2026-03-01T10:00:00Z');
    const endAt = (ms: number) => endStale({ after: AFTER_SECONDS }, { sentAt }, sentAt + ms);
    expect(endAt(300_999)).toBeUndefined();
    expect(endAt(301_000)).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('came after 301 seconds'),
    });
  });

  it.each([
    ['was sent a moment ago', body(), 10],
    ['is caused a moment ago, and sent long after', body(ago(10)), 10],
    ['is sent again by Scheduler within its time', body(ago(250)), 1],
  ])('is run when it %s', async (_title, text, sentSecondsAgo) => {
    const runner = fakeRunner({ replies: [YES] });
    expect(await runner.handle(deliveryOf(text, { sentAt: ago(sentSecondsAgo) }))).toBe('done');
    expect(runner.airflow.requests).toHaveLength(1);
  });

  it.each([
    ['its message', body(), 310],
    ['what caused it', body(ago(310)), 1],
  ])('is refused when %s is older', async (_title, text, sentSecondsAgo) => {
    const runner = fakeRunner();
    expect(await runner.handle(deliveryOf(text, { sentAt: ago(sentSecondsAgo) }))).toBe('done');
    expect(runner.airflow.requests).toStrictEqual([]);
    expect(runner.records.saved).toMatchObject([
      { state: 'ended', outcome: 'refused', command: 'version', verb: 'version' },
    ]);
    const [record] = runner.records.saved;
    expect(record).toMatchObject({
      reason: expect.stringMatching(
        /^it is stale: its turn came after 31\d seconds, .* within 300 /,
      ),
      event: { detailType: 'Airflow Command Refused', id: MESSAGE_ID },
    });
  });

  it('leaves no dead letter then, and is none in the index of those', async () => {
    const runner = fakeRunner();
    await runner.handle(deliveryOf(body(), { sentAt: ago(310) }));
    expect(runner.queues.deadLetters).toStrictEqual([]);
    expect(runner.records.saved[0]).toMatchObject({ deadLetterOf: undefined });
  });

  it('leaves none either when its message comes back, whose deletion was lost', async () => {
    const runner = fakeRunner();
    const delivery = deliveryOf(body(), { sentAt: ago(310) });
    await runner.handle(delivery);
    await runner.handle({ ...delivery, receiveCount: 2 });
    expect(runner.queues.deadLetters).toStrictEqual([]);
    expect(runner.records.saved).toHaveLength(1);
  });

  it.each([
    ['held', new EnvironmentUnavailableError('busy'), 'refused', 0],
    ['of unknown effect', new AnswerLostError('late', 'late'), 'unknown', 1],
  ])('that comes back %s ends when it is too old', async (_t, trouble, outcome, deadLetters) => {
    const runner = fakeRunner({ replies: [trouble] });
    const first = await runner.handle(deliveryOf(body(), { sentAt: ago(290) }));
    const second = await runner.handle(deliveryOf(body(), { sentAt: ago(310), receiveCount: 2 }));
    expect([first, second]).toStrictEqual(['give-back', 'done']);
    expect(runner.records.saved.at(-1)).toMatchObject({ outcome });
    // What may have run after all is no more the sender's to drop.
    expect(runner.queues.deadLetters).toHaveLength(deadLetters);
  });

  it('is run whenever its dead letter is sent back', async () => {
    const text = JSON.stringify({ command: 'version', id: 'upload-7', expires: { after: 300 } });
    const runner = fakeRunner({ replies: [raised('ValueError: no'), YES] });
    await runner.handle(deliveryOf(text));
    const [{ deadLetter, body: kept } = { deadLetter: undefined, body: '' }] =
      runner.queues.deadLetters;
    if (deadLetter === undefined) throw new Error('it has no dead letter');
    const { id, attempts } = deadLetter;
    const attribute = JSON.stringify(deadLetter);
    await runner.handle(
      deliveryOf(kept, {
        messageId: 'message-2',
        sentAt: ago(86_400),
        deadLetter: { id, attempts, attribute },
      }),
    );
    expect(runner.records.saved.at(-1)).toMatchObject({ outcome: 'succeeded', attempts: 2 });
  });
});
