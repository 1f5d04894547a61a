import * as path from 'node:path';
import { Duration, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { beforeAll, describe, expect, it } from 'vitest';
import { AirflowCommand, MwaaCommandQueue, type MwaaCommandQueueProps } from '../../../lib';
import { ROOT, runProgram } from '../../support/process';
import { pythonEnvironment } from '../../support/python/synth';

const SCRIPT = path.join(ROOT, 'test', 'support', 'python', 'wrong_props.py');

const make = (props: MwaaCommandQueueProps) => new MwaaCommandQueue(new Stack(), 'Queue', props);

/** What the constructs refuse themselves, in TypeScript. */
const REFUSED: Readonly<Record<string, () => unknown>> = {
  'an environment that cannot be': () => make({ environmentName: 'a b' }),
  'time-outs that do not fit': () =>
    make({
      environmentName: 'E',
      commandTimeout: Duration.seconds(65),
      runnerTimeout: Duration.seconds(100),
    }),
  'a DAG that cannot be': () =>
    make({ environmentName: 'E' }).addUploadTrigger('t', {
      bucket: new Bucket(new Stack(), 'Incoming'),
      dagId: 'a/b',
    }),
  'an empty command': () => AirflowCommand.text(''),
};

describe('a mistake in Python', () => {
  let errors: Readonly<Record<string, readonly [string, string]>>;

  beforeAll(async () => {
    const { code, output } = await runProgram('python3', [SCRIPT], {
      env: await pythonEnvironment(),
    });
    expect(code, output).toBe(0);
    errors = JSON.parse(output);
  });

  it.each([
    ['no environment', "missing 1 required keyword-only argument: 'environment_name'"],
    ['an unknown keyword', "got an unexpected keyword argument 'comand_timeout'"],
    ['a number for a text', 'type of argument environment_name must be str; got int instead'],
    ['an upload trigger without a DAG', "missing 1 required keyword-only argument: 'dag_id'"],
  ])('is refused by Python: %s', (mistake, message) => {
    expect(errors[mistake]).toEqual(['TypeError', expect.stringContaining(message)]);
  });

  it.each(Object.entries(REFUSED))(
    'gets the error that TypeScript gets: %s',
    (mistake, refused) => {
      const [type, told = ''] = errors[mistake] ?? [];

      expect(type).toBe('RuntimeError');
      expect(told).toMatch(/^[^\n]+$/);
      // jsii says of what class a method's error is, and not of a constructor's.
      const message = told.replace(/^\w*Error: /, '');
      expect(refused).toThrow(expect.objectContaining({ message }));
    },
  );
});
