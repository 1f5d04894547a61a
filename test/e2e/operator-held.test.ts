import { describe, expect, it } from 'vitest';
import { advanceClock } from '../../local/clock';
import { always, refusal } from '../support/faults/calls';
import { announced } from '../support/faults/seen';
import { useBench } from '../support/faults/use-bench';
import { Operator } from '../support/operator';
import { expectTold } from '../support/operator-checks';

const DAY_MS = 86_400_000;

/** What keeps all commands of an environment waiting, and what somebody must be told of it. */
const TROUBLES = [
  {
    what: 'a permission that is missing',
    fault: refusal(403, 'AccessDeniedException', 'User is not authorized'),
    happened: 'failed (AccessDeniedException: User is not authorized)',
    remedy: "allow airflow:GetEnvironment on the environment to the runner's role",
  },
  {
    what: 'an environment that is gone',
    fault: refusal(404, 'ResourceNotFoundException', 'not found'),
    happened: 'failed (ResourceNotFoundException: not found)',
    remedy: 'create it, or deploy the queue with the right name',
  },
] as const;

const bench = useBench();
const operator = new Operator(bench);

describe('Record and event alone tell why all commands wait', () => {
  it.each(TROUBLES.map((t) => [t.what, t] as const))('for %s', async (_, trouble) => {
    const { fault, happened, remedy } = trouble;
    bench.onCall = always(({ service }) => service === 'mwaa', fault);
    await bench.send({ trigger: { dagId: 'orders' }, id: 'the-command', source: 'ci' });

    for (let i = 0; i < 3; i++) await bench.step();

    const record = await operator.record('the-command');
    const [listed] = await operator.history();
    const [held] = announced(bench, 'Airflow Environment Held');
    for (const told of [record, listed, await bench.records.environment(), held]) {
      expect(told).toMatchObject({ reason: expect.stringContaining(happened) });
      expect(told).toMatchObject({ reason: expect.stringContaining(remedy) });
    }
    expect(record).toMatchObject({ state: 'held', source: 'ci', dagId: 'orders', attempts: 4 });
    expect(listed).toMatchObject({ state: 'held', attempts: 4, command: record.command });
    expect(held).toMatchObject({ environment: 'MyEnvironment', id: '', finishedAt: '' });
    expect(await operator.deadLetters()).toEqual([]);
  });

  it('and when it is given up after three days, and again when it is retried and succeeds', async () => {
    const [{ fault, happened }] = TROUBLES;
    bench.onCall = always(({ service }) => service === 'mwaa', fault);
    await bench.send({ trigger: { dagId: 'orders' }, id: 'the-command', source: 'ci' });
    for (let i = 0; i < 3; i++) await bench.step();
    await advanceClock(3 * DAY_MS); // instead of some 900 tries
    await bench.drain();

    const { record } = await expectTold(operator, 'the-command', 'refused');
    expect(record.reason).toContain(happened);
    expect(record.reason).toContain('held for 3 days');
    expect(record.reason).toContain('Retry its dead letter when that is mended');
    expect(record.attempts).toBe(5);

    bench.onCall = () => undefined;
    await operator.retry('the-command');
    await bench.drain();

    const after = await expectTold(operator, 'the-command', 'succeeded');
    expect(after.record).toMatchObject({ attempts: 6, sentAt: record.sentAt });
    expect(after.record.reason).toBeUndefined();
    expect(await operator.deadLetters()).toEqual([]);
    expect(announced(bench, 'Airflow Environment Released')).toHaveLength(1);
  });
});
