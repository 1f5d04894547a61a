/**
 * Asks a real Airflow what it answers, for the tests of the code that judges answers:
 * `tsx local/mwaa/real/record-fixtures.ts 2.11.2` writes `test/airflow-fixtures/2.11.2/*.json`.
 */
import { randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { InternalError } from '../../../lambda/contract/errors';
import type { AirflowEngine, CliOutput } from '../engine';
import { python, runAirflow, runProcess } from './command';
import { AFTER_SUCCESS, fixtureCases, SAME_SECOND, SUCCESS } from './fixture-cases';
import { FixtureRecorder } from './fixture-recorder';
import { createHome } from './home';
import { startRealAirflow } from './real-airflow';
import { airflowEnvironment, airflowHome, majorVersion } from './settings';
import { ensureAirflow } from './venv';

const FIXTURES = resolve(__dirname, '../../../test/airflow-fixtures');
const DAG_IDS = ['example_dag', 'paused_dag'];
const SAME_SECOND_TRIES = 12;
const RUN_AFTER = /run_after=datetime.datetime\(((?:\d+, ){6})/;

type Paths = readonly (readonly [string, string])[];

async function main(version: string): Promise<void> {
  const venv = await ensureAirflow(version, { onProgress: console.log });
  const scratch = await mkdtemp(join(tmpdir(), 'airflow-fixtures-'));
  try {
    const folder = join(scratch, 'fixtures');
    await mkdir(folder);
    const paths: Paths = [
      [join(scratch, 'home'), '/usr/local/airflow'],
      [venv, '/usr/local/airflow/venv'],
      [await pythonHome(venv), '/usr/local'],
    ];
    await recordQueued(version, venv, join(scratch, 'home'), { folder, paths });
    await recordSuccess(version, join(scratch, 'home'), { folder, paths });
    await rm(join(FIXTURES, version), { recursive: true, force: true });
    await cp(folder, join(FIXTURES, version), { recursive: true });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Without a scheduler, so that every run stays queued, in every recording. */
async function recordQueued(
  version: string,
  venv: string,
  root: string,
  target: { folder: string; paths: Paths },
): Promise<void> {
  const home = airflowHome(root);
  const secret = randomBytes(32);
  const env = airflowEnvironment({ version, venv, home, dagIds: DAG_IDS, secret });
  await createHome({ venv, home, env });
  await cp(join(__dirname, 'fixture-dags'), home.dags, { recursive: true });
  const run = (command: string) => runAirflow(venv, command, { env });
  const recorder = new FixtureRecorder({ version, run, ...target });
  // Does what a scheduler would: makes the DAGs known.
  await recorder.run('dags reserialize');
  for (const [name, command] of fixtureCases(majorVersion(version))) {
    await recorder.record(name, command);
  }
  for (const [name, command] of SAME_SECOND) {
    await recordSameSecond(recorder, name, command);
  }
}

async function recordSuccess(
  version: string,
  home: string,
  target: { folder: string; paths: Paths },
): Promise<void> {
  const airflow = await startRealAirflow({ version, home, dagIds: DAG_IDS });
  try {
    const run = (command: string) => airflow.run(command);
    const recorder = new FixtureRecorder({ version, run, ...target });
    await recorder.record(...SUCCESS);
    await untilSuccess(airflow);
    for (const [name, command] of AFTER_SUCCESS) {
      await recorder.record(name, command);
    }
  } finally {
    await airflow.stop();
  }
}

async function untilSuccess(airflow: AirflowEngine): Promise<void> {
  for (;;) {
    const states = (await airflow.dagRuns('example_dag')).map(({ state }) => state);
    if (states.includes('failed')) {
      throw new InternalError('the run failed: see the logs of the scheduler');
    }
    if (states.every((state) => state === 'success')) {
      return;
    }
    await delay(200);
  }
}

async function recordSameSecond(
  recorder: FixtureRecorder,
  name: string,
  command: string,
): Promise<void> {
  for (let attempt = 1; attempt <= SAME_SECOND_TRIES; attempt++) {
    const commands = ['a', 'b'].map((letter) => `${command} ${name}-${attempt}-${letter}`);
    const answers = await Promise.all(
      commands.map(async (text) => ({ text, output: await recorder.run(text) })),
    );
    if (inOneSecond(answers.map(({ output }) => output))) {
      answers.sort((a, b) => a.output.exitCode - b.output.exitCode);
      for (const [index, { text, output }] of answers.entries()) {
        await recorder.save(`${name}-${index + 1}`, text, output);
      }
      return;
    }
  }
  throw new InternalError(
    `${name}: two commands never met in one second, in ${SAME_SECOND_TRIES} tries`,
  );
}

function inOneSecond([first, second]: readonly CliOutput[]): boolean {
  if (first === undefined || second === undefined) {
    return false;
  }
  if (first.exitCode !== 0 || second.exitCode !== 0) {
    return `${first.stderr}${second.stderr}`.includes('DagRunAlreadyExists');
  }
  return dateOf(first) === dateOf(second);
}

/** To the second. Airflow 3 gives a run no logical date, but logs when the run may start. */
function dateOf({ stdout }: CliOutput): string | undefined {
  return (/"logical_date": "([^".+]+)/.exec(stdout) ?? RUN_AFTER.exec(stdout))?.[1];
}

async function pythonHome(venv: string): Promise<string> {
  const code = 'import sys; print(sys.base_prefix)';
  return (await runProcess(python(venv), ['-c', code], '', { env: {} })).stdout.trim();
}

const [version] = process.argv.slice(2);
if (version === undefined) {
  throw new Error(
    'the version is missing: give one, for example tsx local/mwaa/real/record-fixtures.ts 2.11.2',
  );
}
main(version).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
