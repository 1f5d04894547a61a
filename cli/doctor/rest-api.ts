import type { createAirflowRest } from '../../lambda/adapters/mwaa/airflow-rest';
import type { RestCaller } from '../../lambda/adapters/mwaa/rest-answer';
import type { RestRequest } from '../../lambda/airflow/rest/exchange';
import { isFrom, parseVersion } from '../../lambda/contract/airflow-version';
import { REST_SINCE } from '../../lambda/contract/via';
import { type Finding, inWords, ok, warning } from './finding';

/** Longest that all of it may take, in milliseconds. */
const PATIENCE_MS = 30_000;

/** What whoever gets through is told, and what only a role that may look at DAGs is told not to be there. */
const QUESTIONS: readonly (readonly [RestRequest, number])[] = [
  [{ method: 'GET', path: '/version' }, 200],
  [{ method: 'GET', path: '/dags/mwaaq-doctor' }, 404],
];

/** Whether InvokeRestApi answers, and to whom. What is wrong there matters to those alone who go by REST. */
export async function lookAtRest(
  rest: ReturnType<typeof createAirflowRest>,
  { airflowRole }: RestCaller,
  version: string | undefined,
): Promise<Finding> {
  const about = 'REST API';
  if (version !== undefined && !isServed(version)) {
    return ok(about, `not served of Airflow ${version}: all commands go by the CLI`);
  }
  const started = Date.now();
  try {
    for (const [question, expected] of QUESTIONS) {
      const { status } = await rest.call(question, started + PATIENCE_MS);
      if (status !== expected) throw new Error(`GET ${question.path}: Airflow answered ${status}`);
    }
    return ok(about, `answers the role ${airflowRole}, in ${Date.now() - started} ms`);
  } catch (cause) {
    return warning(
      about,
      inWords(cause),
      'mend it where via is "rest" or "auto"; else it does not matter',
    );
  }
}

/** A version that nobody knows is told of elsewhere. */
function isServed(version: string): boolean {
  try {
    return isFrom(parseVersion(version), REST_SINCE);
  } catch {
    return true;
  }
}
