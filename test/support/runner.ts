import type { CommandRecord } from '../../lambda/contract/record';
import type { Disposal } from '../../lambda/runner/batch';
import { handleDelivery, type RunnerContext } from '../../lambda/runner/handle-delivery';
import type { Outcome } from '../../lambda/runner/outcome';
import type { Delivery } from '../../lambda/runner/ports';
import { ENVIRONMENT } from './deliveries';
import { type FakeAirflow, type FakeRest, fakeAirflow, fakeRest, type Reply } from './fake-airflow';
import { type FakeQueues, fakeQueues } from './fake-queues';
import { type FakeRecords, fakeRecords } from './fake-records';
import { fakeStatus } from './fake-status';
import { passTime } from './pass-time';

export interface RunnerSetting
  extends Partial<Omit<RunnerContext, 'airflow' | 'rest' | 'queues' | 'records'>> {
  readonly airflow?: FakeAirflow;
  readonly rest?: FakeRest;
  readonly queues?: FakeQueues;
  readonly records?: FakeRecords;
  /** What Airflow replies, without an `airflow` of the test's own. */
  readonly replies?: readonly Reply[];
  /** What the table holds, without `records` of the test's own. */
  readonly before?: readonly CommandRecord[];
  /** Where the fakes note their calls, when the test makes some of them itself. */
  readonly journal?: string[];
}

/** A runner among fakes, and all that was done to them. */
export function fakeRunner({ replies = [], before = [], ...setting }: RunnerSetting = {}) {
  const { journal = [] } = setting;
  const told: { readonly record: CommandRecord; readonly outcome: Outcome }[] = [];
  const warned: string[] = [];
  const skipped: string[] = [];
  const fakes = {
    airflow: setting.airflow ?? fakeAirflow(replies, '3.0.6', journal),
    rest: setting.rest ?? fakeRest([], journal),
    queues: setting.queues ?? fakeQueues([], journal),
    records: setting.records ?? fakeRecords({ before, journal }),
  };
  const context: RunnerContext = {
    environmentName: ENVIRONMENT,
    recordsRetentionDays: 30,
    allowedCommands: ['dags trigger', 'tasks clear', 'variables set', 'version'],
    commandTimeoutMs: 65_000,
    via: 'cli',
    unknownDagPatienceMs: 0,
    status: fakeStatus(journal),
    report: (record, outcome) => told.push({ record, outcome }),
    skipped: (_delivery, id, why) => skipped.push(`${id}: ${why}`),
    warn: (text) => warned.push(text),
    pause: passTime,
    ...setting,
    ...fakes,
  };
  const handle = (delivery: Delivery, remainingMs = 180_000): Promise<Disposal> =>
    handleDelivery(delivery, context, Date.now() + remainingMs);
  return { ...fakes, context, journal, told, warned, skipped, handle };
}

/** Handles one delivery with fakes, and tells what was done. */
export async function handle(delivery: Delivery, setting: RunnerSetting = {}) {
  const runner = fakeRunner(setting);
  const disposal = await runner.handle(delivery);
  return { ...runner, disposal };
}
