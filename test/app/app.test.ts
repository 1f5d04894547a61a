import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../app/app';
import { FUNCTIONS, FUNCTIONS_FOLDER } from '../../scripts/functions';
import {
  deployedFiles,
  environmentTemplate,
  filesIn,
  sampleConfig,
  synthesize,
} from '../support/app';

const schedule = { name: 's', expression: 'rate(1 day)', command: 'version' };

describe("the project's own cdk.json", () => {
  it('makes one stack for each of its two environments', () => {
    const { stacks } = synthesize(sampleConfig());

    expect(stacks.map(({ stackName }) => stackName)).toEqual([
      'mwaaq-MyEnvironment',
      'mwaaq-MyOtherEnvironment',
    ]);
    for (const [i, environment] of ['MyEnvironment', 'MyOtherEnvironment'].entries()) {
      const template = Template.fromJSON(stacks[i]?.template ?? {});
      template.hasResourceProperties('AWS::Lambda::EventSourceMapping', { BatchSize: 1 });
      template.hasOutput('EnvironmentName', { Value: environment });
      const outputs = ['QueueUrl', 'DeadLetterQueueUrl', 'RunnerLogs', 'UploadBucket'];
      for (const output of [...outputs, 'RecordsTableName', 'OutcomeEventDeadLetterQueueUrl']) {
        template.hasOutput(output, { Value: Match.anyValue() });
      }
    }
  });

  it("breaks none of CloudFormation's own rules", () => {
    const { directory } = synthesize(sampleConfig(), { validated: true });

    const report = readFileSync(path.join(directory, 'validation-report.json'), 'utf8');
    expect(JSON.parse(report)).toMatchObject({ pluginReports: [] });
  }, 30_000);

  it('gives the same bytes each time: templates and assets', () => {
    const [one, other] = [1, 2].map(() => deployedFiles(synthesize(sampleConfig()).directory));
    const files = [...(one?.keys() ?? [])];

    expect(files.filter((file) => file.endsWith('template.json'))).toHaveLength(2);
    expect(new Set(files.filter(isAsset).map((file) => path.dirname(file))).size).toBe(2);
    expect(one).toEqual(other);
  });

  it('deploys the very bundles that the build made', () => {
    expect(builtFunctions(sampleConfig())).toEqual(['runner', 'upload-trigger']);
  });
});

describe('a configuration with all there is', () => {
  it('deploys every function', () => {
    const events = [{ name: 'e', pattern: { source: ['aws.ec2'] }, command: 'version' }];
    const environment = { name: 'E', uploads: [{ dagId: 'd' }], events };

    expect(builtFunctions({ environments: [environment] })).toEqual(FUNCTIONS.toSorted());
  });
});

function isAsset(file: string): boolean {
  return file.startsWith('asset.');
}

/** The functions whose bundles are the assets of a configuration, with all their files, byte for byte. */
function builtFunctions(config: unknown): readonly string[] {
  const deployed = [...deployedFiles(synthesize(config).directory)].filter(([file]) =>
    isAsset(file),
  );
  const found = deployed.map(
    ([asset, bytes]) =>
      [...filesIn(FUNCTIONS_FOLDER)].find(([, other]) => bytes.equals(other))?.[0] ?? asset,
  );
  const functions = new Set(found.map((file) => path.dirname(file)));
  const whole = [...filesIn(FUNCTIONS_FOLDER).keys()].filter((file) =>
    functions.has(path.dirname(file)),
  );
  expect(found.toSorted()).toEqual(whole);
  return [...functions].toSorted();
}

describe('an environment', () => {
  it('is deployed to its account and region', () => {
    const { stacks } = synthesize({
      environments: [{ name: 'my_env', account: '012345678901', region: 'eu-central-1' }],
    });

    expect(stacks.map(({ stackName, environment }) => [stackName, environment])).toMatchObject([
      ['mwaaq-my-env', { account: '012345678901', region: 'eu-central-1' }],
    ]);
    Template.fromJSON(stacks[0]?.template ?? {}).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: ['airflow:CreateCliToken', 'airflow:GetEnvironment'],
            Resource: {
              'Fn::Join': [
                '',
                [
                  'arn:',
                  { Ref: 'AWS::Partition' },
                  ':airflow:eu-central-1:012345678901:environment/my_env',
                ],
              ],
            },
          }),
        ]),
      },
    });
  });

  it.each([
    [{ account: '012345678901' }, 'aws://012345678901/unknown-region'],
    [{ region: 'eu-central-1' }, 'aws://unknown-account/eu-central-1'],
    [{}, 'aws://unknown-account/unknown-region'],
  ])('leaves to the CLI what %j does not say', (fields, name) => {
    const { stacks } = synthesize({ environments: [{ name: 'E', ...fields }] });

    expect(stacks.map(({ environment }) => environment.name)).toEqual([name]);
  });

  it('hands version, commands, senders, time-outs, patience and retention on to its runner', () => {
    const template = environmentTemplate({
      airflowVersion: '3.3.1',
      allowedCommands: ['dags list'],
      senders: [{ uniqueId: 'AROAEXAMPLE00001', allowedCommands: ['dags list'] }],
      timeouts: { command: 30, runner: 120, visibility: 1000 },
      unknownDagPatience: 60,
      recordRetentionDays: 90,
    });

    template.hasResourceProperties('AWS::Lambda::Function', {
      Timeout: 120,
      Environment: {
        Variables: {
          MWAAQ_AIRFLOW_VERSION: '3.3.1',
          MWAAQ_ALLOWED_COMMANDS: 'dags list',
          MWAAQ_SENDERS: '[{"ids":["AROAEXAMPLE00001"],"verbs":["dags list"]}]',
          MWAAQ_COMMAND_TIMEOUT_MS: '30000',
          MWAAQ_UNKNOWN_DAG_PATIENCE_MS: '60000',
          MWAAQ_RECORDS_RETENTION_DAYS: '90',
        },
      },
    });
    template.hasResourceProperties('AWS::SQS::Queue', { VisibilityTimeout: 1000 });
  });

  it('creates one bucket, closed and kept, for all uploads that name none', () => {
    const template = environmentTemplate({
      uploads: [
        { dagId: 'a', suffix: '.a' },
        { dagId: 'b', suffix: '.b' },
      ],
    });

    template.resourceCountIs('AWS::S3::Bucket', 1);
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      Properties: {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      },
    });
  });

  it('uses a bucket that uploads name, however many do', () => {
    const uploads = ['a', 'b'].map((dagId) => ({ dagId, prefix: dagId, bucketName: 'data' }));

    const template = environmentTemplate({ uploads });

    template.resourceCountIs('AWS::S3::Bucket', 0);
    template.resourceCountIs('Custom::S3BucketNotifications', 0);
    template.allResourcesProperties('AWS::Events::Rule', {
      EventPattern: { detail: { bucket: { name: ['data'] } } },
    });
    template.resourceCountIs('AWS::Events::Rule', 2);
  });

  it('creates no bucket when there are no uploads', () => {
    environmentTemplate({ schedules: [schedule] }).resourceCountIs('AWS::S3::Bucket', 0);
  });

  it('schedules in the time zone that is given', () => {
    environmentTemplate({
      schedules: [{ ...schedule, timeZone: 'Europe/Berlin' }],
    }).hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 day)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
    });
  });

  it("may name a schedule like one of the construct's own parts", () => {
    const schedules = ['Runner', 'Commands', 'ScheduleRole'].map((name) => ({ ...schedule, name }));

    environmentTemplate({ schedules }).resourceCountIs('AWS::Scheduler::Schedule', 3);
  });

  it.each([
    [{ airflowVersion: '9.0' }, 'airflowVersion "9.0" is not supported: '],
    [{ allowedCommands: ['users list'] }, 'allowedCommands has "users list", which MWAA does not '],
    [
      { senders: [{ uniqueId: 'AROAEXAMPLE00001', allowedCommands: ['version', 'dags list'] }] },
      'senders has AROAEXAMPLE00001 with "dags list", which the queue\'s allowedCommands do not ',
    ],
    [{ timeouts: { runner: 60 } }, 'runnerTimeout is 60 seconds: give whole seconds, 180 '],
    [{ uploads: [{ dagId: 'a b' }] }, 'uploads[0]: DAG id "a b" has 3 characters: '],
    [
      { uploads: [{ dagId: 'a' }, { dagId: 'b', keyPattern: 'in/*', prefix: 'in/' }] },
      'uploads[1]: keyPattern "in/*" and prefix "in/" do not go together: ',
    ],
    [{ schedules: [{ ...schedule, name: 'a/b' }] }, 'schedule name "a/b" has 3 characters: '],
    [{ schedules: [{ ...schedule, command: ' ' }] }, 'the command is empty: '],
  ])(
    'refuses %j, which only the constructs can judge, and names the environment',
    (fields, message) => {
      expect(() => environmentTemplate(fields)).toThrow(`environment MyEnvironment: ${message}`);
    },
  );
});

describe('alarmTopicArn', () => {
  const alarmTopicArn = 'arn:aws:sns:eu-central-1:012345678901:alarms';

  it('is told by the alarms of every environment', () => {
    const { stacks } = synthesize({ environments: [{ name: 'A' }, { name: 'B' }], alarmTopicArn });

    expect(stacks).toHaveLength(2);
    for (const { template } of stacks) {
      Template.fromJSON(template).allResourcesProperties('AWS::CloudWatch::Alarm', {
        AlarmActions: [alarmTopicArn],
      });
    }
  });

  it('is refused with the environment that is in another region', () => {
    const environments = [{ name: 'A' }, { name: 'B', region: 'us-east-1' }];

    expect(() => synthesize({ environments, alarmTopicArn })).toThrow(
      "environment B: alarmTopic is in region eu-central-1: it must be in the stack's, us-east-1",
    );
  });
});

it('the app refuses to synthesize without a configuration', () => {
  expect(() => createApp({ analyticsReporting: false })).toThrow(
    'the context has no "mwaa-cli-queue"',
  );
});
