import type { Exchange } from '../airflow/rest/exchange';
import { asLost } from './as-lost';
import type { Said } from './outcome';
import type { AirflowRest } from './ports';

/**
 * Runs a command by Airflow's REST API.
 *
 * @param until when the outcome must be known, in milliseconds since the epoch
 * @throws as `AirflowRest.call` does
 */
export async function runByRest(
  exchange: Exchange,
  rest: AirflowRest,
  until: number,
): Promise<Said> {
  const started = Date.now();
  let step = exchange.next();
  for (let first = true; !step.done; first = false) {
    const answer = rest.call(step.value, until);
    step = exchange.next(await (first ? answer : answer.catch(asLost)));
  }
  return { ...step.value, durations: { mintMs: 0, cliMs: Date.now() - started } };
}
