import type { Exchange, RestAnswer } from '../../airflow/rest/exchange';
import type { Said } from '../outcome';
import type { AirflowCli, AirflowRest } from '../ports';
import { asLost } from './as-lost';

/** What running by REST needs. */
export interface RestContext {
  readonly airflow: Pick<AirflowCli, 'forgetVersion'>;
  readonly rest: AirflowRest;
}

/**
 * Runs a command by Airflow's REST API.
 *
 * @param until when the outcome must be known, in milliseconds since the epoch
 * @throws as `AirflowRest.call` does
 */
export async function runByRest(
  exchange: Exchange,
  { airflow, rest }: RestContext,
  until: number,
): Promise<Said> {
  const started = Date.now();
  let step = exchange.next();
  for (let first = true; !step.done; first = false) {
    const called = rest.call(step.value, until);
    const answer = await (first ? called : called.catch(asLost));
    if (isMalformed(answer)) airflow.forgetVersion();
    step = exchange.next(answer);
  }
  return { ...step.value, durations: { mintMs: 0, cliMs: Date.now() - started } };
}

/** What is wrong to this Airflow may be right to another version than the one believed. */
function isMalformed({ status }: RestAnswer): boolean {
  return status === 400 || status === 422;
}
