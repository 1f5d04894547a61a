import { vi } from 'vitest';
import { AnswerLostError, EnvironmentUnavailableError } from '../../lambda/contract/errors';
import type { Disposal } from '../../lambda/runner/batch';
import type { Delivery } from '../../lambda/runner/ports';
import { createEnvironmentStatus } from '../../lambda/runner/record/environment-status';
import { ENVIRONMENT } from './deliveries';
import { fakeAirflow, raised } from './fake-airflow';
import { fakeQueues } from './fake-queues';
import { fakeRecords } from './fake-records';
import { fakeRunner } from './runner';

/** What happens to one call to the outside: it fails, or the function dies, before or after its effect. */
export type Fault = 'none' | 'fails-before' | 'fails-after' | 'dies-before' | 'dies-after';

/** How long one call takes, in milliseconds. */
const CALL_MS = 1000;

/** A runner whose calls to the outside meet these faults, in order; those beyond meet none. */
export function faultyRunner(faults: readonly Fault[], says: 'yes' | 'no') {
  const left = [...faults];
  const records = fakeRecords();
  const queues = fakeQueues();
  let ran = 0;
  const run = async () => {
    ran += 1;
    const answer = says === 'yes' ? { stdout: 'done', stderr: '' } : raised('ValueError: no');
    return { answer, durations: { mintMs: 0, cliMs: CALL_MS } };
  };
  /** Hands a delivery to a new process of the runner, which may die of it. */
  const deliver = (delivery: Delivery) =>
    new Promise<Disposal | 'failed' | 'died'>((resolve) => {
      const meet = faultsIn(
        () => left.shift() ?? 'none',
        () => resolve('died'),
      );
      const faulty = withFaults(records, ['find', 'findEnvironment', 'save'], meet);
      const runner = fakeRunner({
        airflow: { ...fakeAirflow([]), run: () => meet(run, airflowErrors) },
        queues: withFaults(queues, ['hideFor', 'sendDeadLetter', 'sendOn'], meet),
        records: faulty,
        status: createEnvironmentStatus(faulty, ENVIRONMENT),
      });
      runner.handle(delivery).then(resolve, () => resolve('failed'));
    });
  return { records, queues, deliver, ran: () => ran };
}

type Errors = (fault: 'fails-before' | 'fails-after') => Error;
type Meet = <T>(call: () => Promise<T>, errors?: Errors) => Promise<T>;

const airflowErrors: Errors = (fault) =>
  fault === 'fails-before'
    ? new EnvironmentUnavailableError('busy')
    : new AnswerLostError('reset', 'environment');

/** Makes one process's calls, each with its fault. What dies never comes back, nor does what it was at beside that. */
function faultsIn(next: () => Fault, onDeath: () => void): Meet {
  let isDead = false;
  const never = () => {
    isDead = true;
    onDeath();
    return new Promise<never>(() => {});
  };
  return async (call, errors = (fault) => new Error(fault)) => {
    if (isDead) return never();
    vi.setSystemTime(Date.now() + CALL_MS);
    const fault = next();
    if (fault === 'fails-before') throw errors(fault);
    if (fault === 'dies-before') return never();
    const result = await call();
    if (fault === 'fails-after') throw errors(fault);
    return fault === 'dies-after' ? never() : result;
  };
}

/** A port of which these calls meet faults. */
function withFaults<T extends object>(port: T, calls: readonly (keyof T)[], meet: Meet): T {
  return new Proxy(port, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function' || !calls.some((call) => call === name)) return value;
      return (...args: unknown[]) => meet(async () => Reflect.apply(value, target, args));
    },
  });
}
