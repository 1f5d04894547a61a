import { handleDelivery, type RunnerContext } from '../../lambda/runner/handle-delivery';
import type { Outcome } from '../../lambda/runner/outcome';
import type { Delivery } from '../../lambda/runner/ports';
import { ENVIRONMENT } from './deliveries';
import { fakeAirflow } from './fake-airflow';
import { type FakeQueues, fakeQueues } from './fake-queues';

interface Setting extends Partial<Omit<RunnerContext, 'queues'>> {
  readonly queues?: FakeQueues;
  readonly remainingMs?: number;
}

/** Handles one delivery with fakes, and tells what was done. */
export async function handle(delivery: Delivery, setting: Setting = {}) {
  const { queues = fakeQueues(), remainingMs = 180_000, ...rest } = setting;
  const reported: { readonly id: string; readonly outcome: Outcome }[] = [];
  const warned: string[] = [];
  const context: RunnerContext = {
    environmentName: ENVIRONMENT,
    airflow: fakeAirflow([]),
    allowedCommands: ['dags trigger', 'tasks clear', 'version'],
    commandTimeoutMs: 65_000,
    unknownDagPatienceMs: 0,
    report: (_delivery, id, outcome) => reported.push({ id, outcome }),
    warn: (text) => warned.push(text),
    ...rest,
    queues,
  };
  const disposal = await handleDelivery(delivery, context, remainingMs);
  return { disposal, queues, reported, warned };
}
