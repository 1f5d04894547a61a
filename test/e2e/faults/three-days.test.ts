import { expect, onTestFinished, vi } from 'vitest';
import { EnvironmentUnavailableError } from '../../../lambda/contract/errors';
import { deliveryOf } from '../../support/deliveries';
import { fakeAirflow } from '../../support/fake-airflow';
import { fault } from '../../support/faults/fault';
import { fakeRunner } from '../../support/runner';

const DAY_MS = 86_400_000;

fault(
  2,
  'no token is to be had for three days, with every one of the tries that fall into them',
  "given up by the runner, and sooner than SQS's own limit of deliveries",
  async (tell) => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const airflow = fakeAirflow([], new EnvironmentUnavailableError('no token'));
    const { handle, queues, told } = fakeRunner({ airflow });
    const sentAt = Date.now();
    let receiveCount = 1;
    // A FIFO queue with one message: it comes again when it is no longer hidden.
    while ((await handle(deliveryOf('version', { sentAt, receiveCount }))) === 'give-back') {
      vi.setSystemTime(Date.now() + (queues.hidden.at(-1) ?? 0) * 1000);
      receiveCount++;
    }

    const days = (Date.now() - sentAt) / DAY_MS;
    const [letter] = queues.deadLetters;
    const outcome = told.at(-1)?.outcome.outcome;
    tell(
      `${receiveCount} deliveries in ${days.toFixed(2)} days, then ${outcome}; ${queues.deadLetters.length} dead letter`,
    );
    expect(days).toBeGreaterThanOrEqual(3);
    expect(days).toBeLessThan(3.01);
    expect(receiveCount).toBeGreaterThan(860);
    expect(receiveCount).toBeLessThan(980);
    expect(letter?.deadLetter).toMatchObject({ outcome: 'refused' });
    expect(airflow.requests).toEqual([]);
  },
);
