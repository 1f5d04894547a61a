import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandRecord } from '../../lambda/contract/record';
import type { LogLine } from '../../local/embedded-metrics';
import { createAirflowModel } from '../../local/mwaa/model/model';
import { toBusEvent } from '../../local/stack/bus-event';
import { busArn } from '../../local/stack/event-buses';
import { StackRun } from '../../local/stack-run';
import { ROOT } from '../support/process';
import { ENVIRONMENT, upload } from '../support/upload-burst/burst';

const UPLOADS_DOCUMENT = readFileSync(path.join(ROOT, 'docs', 'uploads.md'), 'utf8');

const CONFIG = {
  name: ENVIRONMENT,
  uploads: [
    { name: 'orders', prefix: 'in/', dagId: 'load_order' },
    {
      name: 'sales',
      keyPattern: 'sales/{day}/*',
      dagId: 'load_sales',
      batch: { windowSeconds: 60, groupBy: 'day' },
    },
  ],
  events: [{ name: 'shop', pattern: { source: ['shop'] }, trigger: { dagId: 'ship' } }],
};
const ORDER = 'in/order 1+é.csv';
const SALES = ['sales/mon/a', 'sales/mon/b'];
const EVENT = toBusEvent('shop', 'Ordered', { item: 7 });

let run: StackRun;
let records: readonly CommandRecord[];

beforeAll(async () => {
  const dagIds = ['load_order', 'load_sales', 'ship'];
  const engine = createAirflowModel({ version: '3.3.1', dagIds, commandDurationMs: 2 });
  run = await StackRun.start('trace', [{ config: CONFIG, engine }]);
  // Others, among which each is to be found.
  await upload(run, [ORDER, ...SALES, 'in/another.csv', 'sales/tue/a']);
  run.local.stack.buses.put(busArn('default'), EVENT);
  run.local.stack.buses.put(busArn('default'), toBusEvent('shop', 'Ordered', { item: 8 }));
  await run.drain(120_000);
  records = await run.records(ENVIRONMENT);
});

afterAll(() => run?.stop());

/** The only line of the functions' logs with these fields. */
function lineWith(fields: LogLine): LogLine {
  const [line, ...more] = linesWith(fields);
  expect(more, JSON.stringify(fields)).toEqual([]);
  return line ?? {};
}

function linesWith(fields: LogLine): readonly LogLine[] {
  return run.logged.filter((line) =>
    Object.entries(fields).every(([name, value]) => line[name] === value),
  );
}

function recordOf(commandId: unknown): CommandRecord | undefined {
  return records.find(({ id }) => id === commandId);
}

/** From what the log says of a cause to its run in Airflow. */
async function runBehind(line: LogLine) {
  const { dagId, runId } = recordOf(line.commandId) ?? {};
  expect(line).toMatchObject({ dagId, runId });
  const runs =
    (await run.local.standIn.environments.get(ENVIRONMENT)?.airflow.dagRuns(`${dagId}`)) ?? [];
  const found = runs.find((one) => one.runId === runId);
  if (found === undefined) throw new Error(`there is no run ${runId} of ${dagId}`);
  return found;
}

/** The command behind a run, by the run's id alone, as docs/uploads.md says. */
function commandIdOf(runId: string): string {
  const [, steps = ''] = /^RUN_ID=.*\n(ID=.*)$/m.exec(UPLOADS_DOCUMENT) ?? [];
  const script = `RUN_ID='${runId}'; ${steps}; printf %s "$ID"`;
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' });
}

describe('from a cause to its run, and back', () => {
  it('goes an upload', async () => {
    const line = lineWith({ message: 'upload queued', key: ORDER });
    const { runId, conf } = await runBehind(line);
    expect(conf).toMatchObject({ bucket: line.bucket, key: ORDER });

    const commandId = commandIdOf(runId);
    expect(recordOf(commandId)).toMatchObject({ source: 's3', outcome: 'succeeded', runId });
    expect(lineWith({ message: 'upload queued', commandId })).toMatchObject({
      rule: 'orders',
      key: ORDER,
      write: expect.stringMatching(/./),
    });
    expect(lineWith({ message: 'command succeeded', commandId })).toMatchObject({ runId });
  });

  it.each(SALES)('goes the upload %s of a batch', async (key) => {
    const joined = lineWith({ message: 'upload joined a batch', key });
    const line = lineWith({ message: 'batch closed', commandId: joined.commandId });
    const { runId, conf } = await runBehind(line);
    expect(Object(conf).files).toContainEqual(expect.objectContaining({ key }));

    const commandId = commandIdOf(runId);
    expect(recordOf(commandId)).toMatchObject({ source: 's3-batch', outcome: 'succeeded', runId });
    const members = linesWith({ message: 'upload joined a batch', commandId });
    expect(members.map((member) => member.key).toSorted()).toEqual(SALES);
    expect(members).toMatchObject(SALES.map(() => ({ rule: 'sales', bucket: joined.bucket })));
    expect(new Set(members.map(({ write }) => write))).toHaveLength(2);
  });

  it('goes an event', async () => {
    const line = lineWith({ message: 'command queued', eventId: EVENT.id });
    const { runId, conf } = await runBehind(line);
    expect(conf).toEqual({ event: EVENT });

    const commandId = commandIdOf(runId);
    expect(recordOf(commandId)).toMatchObject({ source: 'event', outcome: 'succeeded', runId });
    expect(lineWith({ message: 'command queued', commandId })).toMatchObject({
      rule: 'shop',
      eventId: EVENT.id,
    });
  });

  it('goes a run of any other id, by the history of its day', async () => {
    await run.send(ENVIRONMENT, ['dags trigger ship --run-id mine']);
    await run.drain(120_000);
    const [record] = (await run.records(ENVIRONMENT)).filter(({ runId }) => runId === 'mine');
    const day = record?.sentAt.slice(0, 10) ?? '';
    // The expressions of the document's own query.
    const [, KeyConditionExpression, FilterExpression] =
      /--key-condition-expression '(.+)' --filter-expression '(.+)'/.exec(UPLOADS_DOCUMENT) ?? [];
    const { Items = [] } = await run.local.stack.dynamodb.send(
      new QueryCommand({
        TableName: run.outputs(ENVIRONMENT).RecordsTableName,
        IndexName: 'history',
        KeyConditionExpression,
        FilterExpression,
        ExpressionAttributeValues: {
          ':e': { S: ENVIRONMENT },
          ':from': { S: day },
          ':to': { S: `${day}T24` },
          ':run': { S: 'mine' },
        },
      }),
    );
    expect(Items.map(({ id }) => id?.S)).toEqual([record?.id]);
  });
});
