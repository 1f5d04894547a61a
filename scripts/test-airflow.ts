/** Runs the tests that need a real Airflow: `npm run test:airflow`, with `-- --all` on older ones too. */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { ALL_VERSIONS_VARIABLE } from '../test/support/airflow-versions';

function main(args: readonly string[]): number {
  const { values } = parseArgs({ args: [...args], options: { all: { type: 'boolean' } } });
  const variable = values.all ? { [ALL_VERSIONS_VARIABLE]: 'yes' } : {};
  const { status, error } = spawnSync('vitest', ['run', '--project', 'airflow'], {
    stdio: 'inherit',
    env: { ...process.env, ...variable },
  });
  if (error !== undefined) throw error;
  return status ?? 1;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  console.error(`test:airflow: ${(error as Error).message}: give --all or nothing`);
  process.exitCode = 2;
}
