import { PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { createAirflowModel } from '../../../local/mwaa/model/model';
import { roleCredentials } from '../../../local/stack/account';
import { awsCliFolder, findAwsCli, standInFolder } from '../../support/ci/aws-cli';
import { runScript } from '../../support/ci/run-script';
import { type ExampleRun, runExample } from '../../support/example-run';
import { always, refusal } from '../../support/faults/calls';

const airflow = (...dagIds: readonly string[]) => createAirflowModel({ version: '2.11.2', dagIds });

describe('examples/minimal', () => {
  it('starts a run for a file', async () => {
    const model = airflow('ingest_orders');
    const run = await runExample('minimal', { airflow: model });

    await upload(run, 'Bucket', 'orders/a.csv', 'elsewhere/b.csv');

    const runs = await model.dagRuns('ingest_orders');
    expect(runs.map(({ conf }) => conf)).toMatchObject([{ key: 'orders/a.csv' }]);
  });
});

describe('examples/data-lake', () => {
  it('starts one run for the files of a day', async () => {
    const model = airflow('load_sales');
    const run = await runExample('data-lake', { airflow: model, leftOut: 'Partner' });

    const keys = ['11-22/eu/1', '11-22/us/2', '11-23/eu/3'].map((k) => `sales/2026-${k}.parquet`);
    await upload(run, 'LandingBucket', ...keys);

    const runs = await model.dagRuns('load_sales');
    const days = runs.map(({ conf }) => Object(conf)).map(({ day, fileCount }) => [day, fileCount]);
    expect(days.toSorted()).toEqual([
      ['2026-11-22', 2],
      ['2026-11-23', 1],
    ]);
  });
});

describe('examples/notify', () => {
  it('tells people on call of a command that failed', async () => {
    const run = await runExample('notify', { airflow: airflow('orders') });

    await run.send({ trigger: { dagId: 'nowhere', conf: { day: '2026-11-22' } }, id: 'a' });
    await run.send({ trigger: { dagId: 'orders' }, id: 'b' });
    await run.drain();

    expect(told(run)).toEqual([
      expect.stringMatching(
        /^"MyEnvironment: a command ended as failed\."\n"Command: dags trigger/,
      ),
    ]);
    expect(told(run)[0]).toContain('Dag id nowhere not found');
    expect(told(run)[0]).toContain('"Id: a"');
  });

  it('tells them once of an environment that takes no commands', async () => {
    const gone = refusal(404, 'ResourceNotFoundException', 'not found');
    const run = await runExample('notify', {
      airflow: airflow('orders'),
      onCall: always(({ service }) => service === 'mwaa', gone),
    });

    await run.send({ trigger: { dagId: 'orders' }, id: 'a' });
    await run.settle();

    expect(told(run)).toEqual([
      expect.stringMatching(
        /^"MyEnvironment: the environment takes no commands.+\n"Reason: .+not found/,
      ),
    ]);
  });
});

const awsCli = findAwsCli();

/** The real one where there is one. The stand-in runs everywhere. */
const CLIS: readonly (readonly [string, () => string])[] = [
  ['the stand-in of the AWS CLI', standInFolder],
  ...(awsCli === undefined ? [] : [['the AWS CLI', () => awsCliFolder(awsCli)] as const]),
];

describe.each(CLIS)('examples/ci, with %s', (_, folder) => {
  async function runCommand(command: string) {
    const run = await runExample('ci', { airflow: airflow('orders') });
    const { accessKeyId } = roleCredentials(run.output('RoleArn'), 'GitHubActions');
    const variables = {
      ...run.awsVariables,
      AWS_ACCESS_KEY_ID: accessKeyId,
      ENVIRONMENT_NAME: run.output('EnvironmentName'),
      QUEUE_URL: run.output('QueueUrl'),
      RECORDS_TABLE_NAME: run.output('RecordsTableName'),
      COMMAND_ID: 'deploy-17',
      POLL_SECONDS: '0.2',
    };
    return runScript([command], variables, folder());
  }

  it('prints what came of a command, and Airflow’s output', async () => {
    const { code, stdout, stderr } = await runCommand(
      `dags trigger orders --conf '{"day": "2026-11-22"}'`,
    );

    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^sent as deploy-17\n/);
    expect(stdout).toMatch(/\nsucceeded\n/);
    expect(stdout).toMatch(/^\| .*ci__deploy-17__[0-9a-f]{16}/m);
  });

  it('fails the job with the reason of a command that failed', async () => {
    const { code, stdout } = await runCommand('dags trigger nowhere');

    expect(code).toBe(1);
    expect(stdout).toMatch(/\nfailed\n\| .*Dag id nowhere not found/);
    expect(stdout).toMatch(/^\| Traceback/m);
  });
});

it('examples/ci lets its role trigger and unpause only, and nobody else send anything', async () => {
  const run = await runExample('ci', { airflow: airflow('orders') });
  const asRole = run.local.stack.sqsAs(run.output('RoleArn'), 'GitHubActions');

  await run.send({ command: 'dags unpause orders', id: 'a' }, asRole);
  await run.send({ command: 'dags pause orders', id: 'b' }, asRole);
  await run.send({ command: 'dags unpause orders', id: 'c' });
  await run.drain();

  expect(await run.outcomes()).toEqual({ a: 'succeeded', b: 'refused', c: 'refused' });
});

/** Writes files to the bucket of an output, and lets all come to its end. */
async function upload(run: ExampleRun, output: string, ...keys: readonly string[]): Promise<void> {
  const Bucket = run.output(output);
  for (const Key of keys) {
    await run.local.stack.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'a,b' }));
  }
  await run.drain();
}

/** What the topic was told. */
function told({ events }: ExampleRun): readonly string[] {
  return events.flatMap((event) => (event.kind === 'published' ? [event.message] : []));
}
