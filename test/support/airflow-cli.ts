import { createAirflowCli } from '../../lambda/adapters/mwaa/airflow-cli';
import type { HttpAnswer } from '../../lambda/adapters/mwaa/web-server';
import { fakeMwaa, fakeWebServer } from './fake-web';

/** When tests with a stopped clock begin. */
export const START = Date.parse('2026-03-01T10:00:00Z');

/** How long one POST may take. */
export const TIMEOUT_MS = 65_000;

export const REQUEST = { path: '/aws_mwaa/cli', argv: ['version'] };

/** All of it may take ten times as long as one POST. */
export const TIME = { timeoutMs: TIMEOUT_MS, until: START + 10 * TIMEOUT_MS };

/** Runs a command that needs quotes on a web server with these answers. */
export function runQuoted(...answers: readonly Partial<HttpAnswer>[]) {
  const web = fakeWebServer(...answers);
  const result = createAirflowCli(fakeMwaa(), web.post).run(
    { ...REQUEST, argv: ['dags', 'trigger', "a b'c"] },
    { timeoutMs: TIMEOUT_MS, until: Date.now() + 180_000 },
  );
  return { web, result };
}
