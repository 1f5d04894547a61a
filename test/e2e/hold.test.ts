import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { whenIdle } from '../../local/drain';
import { lambdaClient, MappingSwitch } from '../../local/mapping-switch';
import type { AirflowEngine } from '../../local/mwaa/engine';
import { createAirflowModel } from '../../local/mwaa/model/model';
import { StackRun } from '../../local/stack-run';

const HELD = 'MyEnvironment';
const OTHER = 'MyOtherEnvironment';
const LIMIT_MS = 60_000;

let run: StackRun;
let mapping: MappingSwitch;
let lambda: ReturnType<typeof lambdaClient>;
let airflow: AirflowEngine;
/** Told when a command has come as far as Airflow; it runs when the promise says so. */
let atAirflow: () => Promise<void> | void;

beforeEach(async () => {
  atAirflow = () => undefined;
  airflow = createAirflowModel({ version: '2.11.2', dagIds: ['orders', 'report'] });
  const gated: AirflowEngine = {
    ...airflow,
    run: async (command) => {
      await atAirflow();
      return airflow.run(command);
    },
  };
  run = await StackRun.start('hold', [
    {
      config: {
        name: HELD,
        uploads: [{ prefix: 'incoming/', dagId: 'orders' }],
        schedules: [{ name: 'nightly', expression: 'rate(1 day)', command: 'dags trigger report' }],
      },
      engine: gated,
    },
    {
      config: { name: OTHER },
      engine: createAirflowModel({ version: '2.11.2', dagIds: [] }),
    },
  ]);
  lambda = lambdaClient(run.local.stack.lambdaEndpoint);
  mapping = new MappingSwitch(lambda, run.outputs(HELD).RunnerEventSourceMappingId);
});

afterEach(async () => {
  lambda.destroy();
  await run.stop();
});

const waiting = async () => (await run.local.stack.queueState(run.outputs(HELD).QueueUrl)).messages;

/** What ran, without what differs from run to run: an environment, and the verb or the run's id. */
const ran = () => run.ran.map(({ commandText }) => commandText);

describe('an environment that is held', () => {
  it('runs nothing and keeps all, whatever sends it; released, it runs all in order, once', async () => {
    await mapping.hold();

    await run.send(HELD, [
      'dags trigger orders --run-id first',
      'dags unpause orders',
      'dags trigger orders --run-id third',
    ]);
    const { UploadBucket: Bucket } = run.outputs(HELD);
    await run.local.stack.s3.send(
      new PutObjectCommand({ Bucket, Key: 'incoming/a.csv', Body: 'a' }),
    );
    await whenIdle(run.local);
    const [schedule = ''] = run.local.stack.schedules.names;
    await run.local.stack.schedules.fireNext(schedule);
    await run.send(OTHER, ['version']);
    await whenIdle(run.local);

    expect(await waiting()).toBe(5);
    expect(run.ran).toMatchObject([{ environment: OTHER, commandText: 'version' }]);
    expect(await run.records(HELD)).toEqual([]);

    await mapping.release();
    await run.drain(LIMIT_MS);

    expect(ran()).toEqual([
      'version',
      expect.stringMatching(/^dags trigger .*first/),
      'dags unpause orders',
      expect.stringMatching(/^dags trigger .*third/),
      expect.stringMatching(/^dags trigger .*s3__a\.csv__/),
      expect.stringMatching(/^dags trigger .*report/),
    ]);
    expect((await airflow.dagRuns('orders')).map(({ runId }) => runId)).toEqual([
      'first',
      'third',
      expect.stringMatching(/^s3__a\.csv__/),
    ]);
    expect(await airflow.dagRuns('report')).toHaveLength(1);
    const records = await run.records(HELD);
    expect(
      records.map((record) => [record.state === 'ended' && record.outcome, record.attempts]),
    ).toEqual(Array.from({ length: 5 }, () => ['succeeded', 1]));
  });

  it('lets the command that is running end, and begins no other', async () => {
    const begun = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    atAirflow = () => {
      begun.resolve();
      return gate.promise;
    };
    await run.send(HELD, [
      'dags trigger orders --run-id running',
      'dags trigger orders --run-id next',
    ]);
    await begun.promise;

    expect((await mapping.set(false)).State).toBe('Disabling');
    gate.resolve();
    await mapping.becomes('Disabled');
    await whenIdle(run.local);

    expect(await run.records(HELD)).toMatchObject([{ outcome: 'succeeded' }]);
    expect(ran()).toEqual([expect.stringContaining('running')]);
    expect(await waiting()).toBe(1);

    await mapping.release();
    await run.drain(LIMIT_MS);
    expect(ran()).toEqual([expect.stringContaining('running'), expect.stringContaining('next')]);
  });

  it('stays so when it is held again, and so does one that is released again', async () => {
    await mapping.hold();
    const { LastModified } = await mapping.get();
    await run.send(HELD, ['version']);
    await mapping.hold();
    await whenIdle(run.local);

    expect(await mapping.get()).toMatchObject({ State: 'Disabled', LastModified });
    expect(ran()).toEqual([]);

    await mapping.release();
    await mapping.release();
    await run.drain(LIMIT_MS);
    expect(ran()).toEqual(['version']);
  });
});
