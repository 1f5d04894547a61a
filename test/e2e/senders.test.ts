import { PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import type { CommandRecord } from '../../lambda/contract/record';
import { OUTSIDE_SENDER, roleIdOf } from '../../local/stack/account';
import { deadLetterOf } from '../support/faults/queue-peek';
import { redriveAll, retry } from '../support/faults/redrive';
import { useBench } from '../support/faults/use-bench';

/** May trigger DAGs. The user who sends what a test sends without a role may ask for the version. */
const CI = roleIdOf('ci');

const bench = useBench({
  environment: {
    senders: [
      { uniqueId: CI, allowedCommands: ['dags trigger'] },
      { uniqueId: OUTSIDE_SENDER, allowedCommands: ['version'] },
    ],
    uploads: [{ dagId: 'orders' }],
    schedules: [
      { name: 'report', expression: 'rate(1 day)', command: 'dags trigger report' },
      { name: 'pause', expression: 'rate(1 day)', command: 'dags pause orders' },
    ],
  },
});

const asCi = (session = 'job-7') => ({ sqs: bench.run.stack.sqsAs('ci', session) });
const TRIGGER = { id: 't1', trigger: { dagId: 'orders' } };

/** What became of each command, and who sent it first. */
async function outcomes(): Promise<readonly unknown[]> {
  const told = (record: CommandRecord) => [
    record.verb,
    'outcome' in record ? record.outcome : record.state,
    record.senderId,
  ];
  return (await bench.records.commands()).map(told);
}

const reasons = async () =>
  (await bench.messagesIn('DeadLetterQueueUrl')).map((letter) => deadLetterOf(letter).reason);

describe('with senders', () => {
  it('each may send its own verbs, and nobody else anything', async () => {
    await bench.send(TRIGGER, asCi());
    await bench.send({ id: 'v1', command: 'version' });
    await bench.send({ id: 'v2', command: 'version' }, asCi());
    const sqs = bench.run.stack.sqsAs('somebody', 'ci');
    await bench.send({ id: 'v3', command: 'version' }, { sqs });
    await bench.drain();

    expect(await outcomes()).toEqual([
      ['dags trigger', 'succeeded', `${CI}:job-7`],
      ['version', 'succeeded', OUTSIDE_SENDER],
      ['version', 'refused', `${CI}:job-7`],
      ['version', 'refused', `${roleIdOf('somebody')}:ci`],
    ]);
    expect(await reasons()).toEqual([
      expect.stringContaining(`its sender, "${CI}:job-7", who may send only dags trigger here`),
      expect.stringContaining('who may send nothing here'),
    ]);
  });

  it('the deployment’s own upload triggers and schedules send what they are for', async () => {
    const { s3, schedules } = bench.run.stack;
    const Bucket = bench.output('UploadBucket');
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a.csv', Body: 'a' }));
    for (const name of schedules.names) await schedules.fireNext(name);
    await bench.drain();

    const by = (part: string) => expect.stringMatching(`^AROA[0-9A-F]{17}:.*${part}`);
    expect(await outcomes()).toEqual(
      expect.arrayContaining([
        ['dags pause', 'succeeded', by('Schedulepause')],
        ['dags trigger', 'succeeded', by('Schedulereport')],
        ['dags trigger', 'succeeded', by('Uploadorders')],
      ]),
    );
  });

  it('a dead letter that is redriven, or retried by hand, runs by who sent it first', async () => {
    bench.airflow.replace({ dagIds: [] });
    await bench.send(TRIGGER, asCi());
    await bench.drain();
    await redriveAll(bench);
    await bench.drain();
    expect(await bench.records.command('t1')).toMatchObject({ outcome: 'failed', attempts: 2 });
    bench.airflow.replace();
    await retry(bench, () => true);
    await bench.drain();

    expect(await outcomes()).toEqual([['dags trigger', 'succeeded', `${CI}:job-7`]]);
    expect(await bench.records.command('t1')).toMatchObject({ attempts: 3 });
    expect(await bench.messagesIn('DeadLetterQueueUrl')).toEqual([]);
  });

  it('what was refused for its sender stays refused, redriven or retried by one who may send it', async () => {
    await bench.send({ id: 'v1', command: 'version' }, asCi());
    await bench.drain();
    await redriveAll(bench);
    await bench.drain();
    await retry(bench, () => true);
    await bench.drain();

    expect(bench.ran).toEqual([]);
    expect(await outcomes()).toEqual([['version', 'refused', `${CI}:job-7`]]);
    expect(await bench.records.command('v1')).toMatchObject({ attempts: 3 });

    await bench.runAll({ id: 'v1', command: 'version' });
    expect(await outcomes()).toEqual([['version', 'succeeded', OUTSIDE_SENDER]]);
  });

  it('an attribute that is forged does not make the runner the sender of what it sends on', async () => {
    bench.airflow.replace({ dagIds: [] });
    await bench.send(TRIGGER, asCi());
    await bench.drain();
    bench.airflow.replace();
    const attribute = { id: 't1', attempts: 1, proof: 'guessed' };
    await bench.send(TRIGGER, {
      group: 't1',
      attributes: {
        mwaaqDeadLetter: { DataType: 'String', StringValue: JSON.stringify(attribute) },
      },
    });
    await bench.drain();

    expect(await outcomes()).toEqual([
      ['dags trigger', 'failed', `${CI}:job-7`],
      ['dags trigger', 'refused', expect.stringMatching(/^AROA[0-9A-F]{17}:.*Runner/)],
    ]);
    expect(bench.ran).toHaveLength(1);
  });
});
