import { CfnParameter, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { KNOWN_VERSIONS } from '../../lambda/contract/airflow-version';
import { MwaaCommandQueue } from '../../lib';
import { emptyStack, queueTemplate } from '../support/template';

describe('environmentName', () => {
  it.each(['a', 'my_env-2', 'E'.repeat(80)])('may be %s', (environmentName) => {
    queueTemplate({ environmentName }).hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { MWAAQ_ENVIRONMENT: environmentName } },
    });
  });

  it.each(['', '1st', '_env', 'my env', 'my.env', 'E'.repeat(81), 'env\n'])(
    'refuses %j',
    (environmentName) => {
      expect(() => queueTemplate({ environmentName })).toThrow(
        new Error(
          `environmentName ${JSON.stringify(environmentName)} is not allowed: use 1 to 80 of A-Z a-z 0-9 _ -, the first a letter`,
        ),
      );
    },
  );

  it('may be known only at deployment', () => {
    const stack = new Stack();
    const parameter = new CfnParameter(stack, 'Environment');

    const queue = new MwaaCommandQueue(stack, 'Queue', {
      environmentName: parameter.valueAsString,
    });

    expect(stack.resolve(queue.environmentName)).toEqual({ Ref: 'Environment' });
  });
});

describe('airflowVersion', () => {
  it.each(['1.10', '1.10.12', '2.0.2', '2.11', '2.11.2', '3.0', '3.3.1'])(
    'may be %s',
    (airflowVersion) => {
      queueTemplate({ airflowVersion }).hasResourceProperties('AWS::Lambda::Function', {
        Environment: { Variables: { MWAAQ_AIRFLOW_VERSION: airflowVersion } },
      });
    },
  );

  it.each(['', '2', '1.9', '1.100', '2.100', '9.0', 'v2.11.2', '2.11.x', '2.11.2.1'])(
    'refuses %j',
    (airflowVersion) => {
      expect(() => queueTemplate({ airflowVersion })).toThrow(
        new Error(
          `airflowVersion ${JSON.stringify(airflowVersion)} is not supported: give ${KNOWN_VERSIONS}, for example "2.11.2"`,
        ),
      );
    },
  );

  it('may be known only at deployment', () => {
    const airflowVersion = Lazy.string({ produce: () => '3.3.1' });

    queueTemplate({ airflowVersion }).hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { MWAAQ_AIRFLOW_VERSION: '3.3.1' } },
    });
  });
});

describe('allowedCommands', () => {
  it('may be any verbs that MWAA supports', () => {
    const allowedCommands = ['variables get', 'tasks run', 'cheat-sheet'];

    queueTemplate({ allowedCommands }).hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { MWAAQ_ALLOWED_COMMANDS: 'variables get,tasks run,cheat-sheet' } },
    });
  });

  it.each(['dags', 'users create', 'dags  list', 'DAGS list', 'trigger_dag', 'toString', ''])(
    'refuses %j and lists the verbs that it takes',
    (verb) => {
      const error = errorOf(() => queueTemplate({ allowedCommands: ['version', verb] }));

      expect(error.split(': ')[0]).toBe(
        `allowedCommands has ${JSON.stringify(verb)}, which MWAA does not support`,
      );
      expect(error).toMatch(/: allowed are .*dags list, .*dags trigger, .*version$/);
    },
  );

  it('refuses an empty list', () => {
    expect(() => queueTemplate({ allowedCommands: [] })).toThrow(
      new Error('allowedCommands is empty: name at least one verb, for example "dags trigger"'),
    );
  });
});

function errorOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}

describe('unknownDagPatience', () => {
  const queueWith = (unknownDagPatience: Duration) => () =>
    new MwaaCommandQueue(emptyStack(), 'Queue', { environmentName: 'E', unknownDagPatience });

  it('may be a day', () => {
    expect(queueWith(Duration.days(1))).not.toThrow();
  });

  it('fails if it is longer', () => {
    expect(queueWith(Duration.hours(25))).toThrow(
      'unknownDagPatience is 90000 seconds: give seconds, 0 to 86400',
    );
  });
});
