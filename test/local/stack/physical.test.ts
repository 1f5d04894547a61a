import { describe, expect, it } from 'vitest';
import type { SynthesizedStack, TemplateResource } from '../../../local/stack/assembly';
import { physicalNames } from '../../../local/stack/physical';

const resources: Readonly<Record<string, TemplateResource>> = {
  Commands: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
  Letters: { Type: 'AWS::SQS::Queue' },
  Uploads: { Type: 'AWS::S3::Bucket' },
  Runner: { Type: 'AWS::Lambda::Function' },
  RunnerRole: { Type: 'AWS::IAM::Role' },
  Mapping: { Type: 'AWS::Lambda::EventSourceMapping' },
  Records: { Type: 'AWS::DynamoDB::Table' },
  Announce: { Type: 'AWS::Pipes::Pipe' },
  Bus: { Type: 'AWS::Events::EventBus' },
  Alerts: { Type: 'AWS::SNS::Topic' },
};

const stack: SynthesizedStack = {
  name: 'mwaaq-MyEnvironment',
  resources: new Map(Object.entries(resources)),
  outputs: new Map(),
  assetFolder: (key) => key,
};

const physical = physicalNames(stack, 'http://127.0.0.1:4000');

describe('Ref', () => {
  it.each([
    ['Commands', 'http://127.0.0.1:4000/000000000000/mwaaq-MyEnvironment-Commands.fifo'],
    ['Letters', 'http://127.0.0.1:4000/000000000000/mwaaq-MyEnvironment-Letters'],
    ['Uploads', 'mwaaq-myenvironment-uploads'],
    ['Runner', 'mwaaq-MyEnvironment-Runner'],
    ['Records', 'mwaaq-MyEnvironment-Records'],
    ['Alerts', 'arn:aws:sns:us-east-1:000000000000:mwaaq-MyEnvironment-Alerts'],
    ['AWS::Region', 'us-east-1'],
    ['AWS::AccountId', '000000000000'],
    ['AWS::Partition', 'aws'],
  ])('to %s is %s', (logicalId, name) => {
    expect(physical.ref(logicalId)).toBe(name);
  });

  it('to a bucket is never longer than S3 allows', () => {
    const long = 'U'.repeat(80);
    const names = physicalNames(
      { ...stack, resources: new Map([[long, { Type: 'AWS::S3::Bucket' }]]) },
      'http://127.0.0.1:4000',
    );

    expect(names.ref(long)).toBe(`mwaaq-myenvironment-${'u'.repeat(43)}`);
  });
});

describe('Fn::GetAtt', () => {
  it.each([
    ['Commands', 'Arn', 'arn:aws:sqs:us-east-1:000000000000:mwaaq-MyEnvironment-Commands.fifo'],
    ['Commands', 'QueueName', 'mwaaq-MyEnvironment-Commands.fifo'],
    ['Letters', 'Arn', 'arn:aws:sqs:us-east-1:000000000000:mwaaq-MyEnvironment-Letters'],
    ['Uploads', 'Arn', 'arn:aws:s3:::mwaaq-myenvironment-uploads'],
    ['Runner', 'Arn', 'arn:aws:lambda:us-east-1:000000000000:function:mwaaq-MyEnvironment-Runner'],
    ['Records', 'Arn', 'arn:aws:dynamodb:us-east-1:000000000000:table/mwaaq-MyEnvironment-Records'],
    [
      'Records',
      'StreamArn',
      'arn:aws:dynamodb:us-east-1:000000000000:table/mwaaq-MyEnvironment-Records/stream/2026-01-01T00:00:00.000',
    ],
    ['Announce', 'Arn', 'arn:aws:pipes:us-east-1:000000000000:pipe/mwaaq-MyEnvironment-Announce'],
    ['Bus', 'Arn', 'arn:aws:events:us-east-1:000000000000:event-bus/mwaaq-MyEnvironment-Bus'],
    [
      'Mapping',
      'EventSourceMappingArn',
      'arn:aws:lambda:us-east-1:000000000000:event-source-mapping:mwaaq-MyEnvironment-Mapping',
    ],
    ['Bus', 'Name', 'mwaaq-MyEnvironment-Bus'],
    ['RunnerRole', 'Arn', 'arn:aws:iam:us-east-1:000000000000:mwaaq-MyEnvironment-RunnerRole'],
  ])('of %s, %s is %s', (logicalId, attribute, value) => {
    expect(physical.attribute(logicalId, attribute)).toBe(value);
  });
});

it.each([
  ['Ref', () => physical.ref('Typo')],
  ['Fn::GetAtt', () => physical.attribute('Typo', 'Arn')],
  ['a pseudo parameter of no use here', () => physical.ref('AWS::StackId')],
])('a stack refuses what it does not declare: %s', (_, get) => {
  expect(get).toThrow(/^mwaaq-MyEnvironment has no resource (Typo|AWS::StackId)$/);
});
