import { PutObjectCommand } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { whenIdle } from '../../../local/drain';
import type { SynthesizedStack, TemplateResource } from '../../../local/stack/assembly';
import type { StackEvent } from '../../../local/stack/events';
import { startLocalStack } from '../../../local/stack/local-stack';
import { bundle } from '../../support/bundle';
import { announced } from '../../support/local-stack';

/** A function that logs one line for each record, with what it is told of its world. */
const LOGGER = `exports.handler = async ({ Records }) => {
  for (const { body } of Records) {
    const { QUEUE, ADDED, AWS_REGION, AWS_ENDPOINT_URL_SQS, AWS_ENDPOINT_URL_S3 } = process.env;
    console.log(JSON.stringify({
      got: body, QUEUE, ADDED, AWS_REGION, AWS_ENDPOINT_URL_SQS, AWS_ENDPOINT_URL_S3 }));
  }
};`;

function stackOf(resources: Readonly<Record<string, TemplateResource>>): SynthesizedStack {
  const folder = bundle(LOGGER);
  return {
    name: 'Stack',
    resources: new Map(Object.entries(resources)),
    outputs: new Map([['QueueUrl', { Ref: 'Commands' }]]),
    assetFolder: (s3Key) => {
      if (s3Key !== 'logger.zip') throw new Error(`no asset ${s3Key}`);
      return folder;
    },
  };
}

const COMMANDS: TemplateResource = {
  Type: 'AWS::SQS::Queue',
  Properties: { FifoQueue: true, ContentBasedDeduplication: false, VisibilityTimeout: 77 },
};

const FUNCTION: TemplateResource = {
  Type: 'AWS::Lambda::Function',
  Properties: {
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Code: { S3Key: 'logger.zip' },
    Environment: { Variables: { QUEUE: { Ref: 'Commands' } } },
  },
};

const MAPPING: TemplateResource = {
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: {
    EventSourceArn: { 'Fn::GetAtt': ['Commands', 'Arn'] },
    FunctionName: { Ref: 'Logger' },
    BatchSize: 1,
  },
};

function notifications(queue: string): TemplateResource {
  const rule = {
    Events: ['s3:ObjectCreated:*'],
    QueueArn: { 'Fn::GetAtt': [queue, 'Arn'] },
    Filter: { Key: { FilterRules: [{ Name: 'suffix', Value: '.csv' }] } },
  };
  return {
    Type: 'Custom::S3BucketNotifications',
    Properties: {
      ServiceToken: 'arn',
      BucketName: { Ref: 'Uploads' },
      NotificationConfiguration: { QueueConfigurations: [rule], EventBridgeConfiguration: {} },
      Managed: true,
    },
  };
}

async function start(resources: Readonly<Record<string, TemplateResource>>) {
  const events: StackEvent[] = [];
  const stack = await startLocalStack({
    stacks: [stackOf(resources)],
    variables: { ADDED: 'by the local stack' },
    onEvent: (event) => events.push(event),
  });
  onTestFinished(stack.stop);
  return { stack, events, queueUrl: stack.outputs.get('Stack')?.QueueUrl ?? '' };
}

describe('the local stack', () => {
  it('tells the queues that a function works off, and no others', async () => {
    const { stack, queueUrl } = await start({
      Commands: COMMANDS,
      Other: { Type: 'AWS::SQS::Queue' },
      Logger: FUNCTION,
      Mapping: MAPPING,
      Again: MAPPING,
    });

    expect(stack.mappedQueues).toEqual([queueUrl]);
  });

  it('creates the queue that the template declares, and resolves the outputs', async () => {
    const { stack, queueUrl } = await start({ Commands: COMMANDS });

    const { Attributes } = await stack.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }),
    );

    expect(queueUrl).toBe(`${stack.endpoint}/000000000000/Stack-Commands.fifo`);
    expect(Attributes).toMatchObject({
      FifoQueue: 'true',
      ContentBasedDeduplication: 'false',
      VisibilityTimeout: '77',
    });
  });

  it('runs the mapped function for a message, with its variables and those of the stack', async () => {
    const { stack, events, queueUrl } = await start({
      Mapping: MAPPING, // before what it refers to: the order in the template does not count
      Logger: FUNCTION,
      Commands: COMMANDS,
    });

    await stack.sqs.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: 'version',
        MessageGroupId: 'g',
        MessageDeduplicationId: 'd',
      }),
    );

    await vi.waitFor(() => expect(events).toHaveLength(1), { timeout: 4000 });
    expect(events).toEqual([
      {
        kind: 'logged',
        functionName: 'Stack-Logger',
        entry: {
          got: 'version',
          QUEUE: queueUrl,
          ADDED: 'by the local stack',
          AWS_REGION: 'us-east-1',
          AWS_ENDPOINT_URL_SQS: stack.endpoint,
          AWS_ENDPOINT_URL_S3: stack.endpoint,
        },
      },
    ]);
  });

  it('sends an upload that the rule matches to its queue, and all of them to EventBridge', async () => {
    const { stack, events } = await start({
      Commands: { Type: 'AWS::SQS::Queue' },
      Mapping: MAPPING,
      Uploads: {
        Type: 'AWS::S3::Bucket',
        Properties: { VersioningConfiguration: { Status: 'Enabled' } },
      },
      Logger: FUNCTION,
      Rules: notifications('Commands'),
    });

    for (const Key of ['a.txt', 'b.csv']) {
      await stack.s3.send(new PutObjectCommand({ Bucket: 'stack-uploads', Key, Body: 'x' }));
    }
    await whenIdle({ stack });

    const got = events.flatMap((e) =>
      e.kind === 'logged' ? [JSON.parse(String(e.entry.got))] : [],
    );
    expect(got).toHaveLength(2); // S3's test event is the other
    expect(got.flatMap(({ Records = [] }) => Records)).toMatchObject([
      { s3: { object: { key: 'b.csv', versionId: expect.any(String) } } },
    ]);
    expect(announced(events).map(({ resources }) => resources)).toEqual([
      ['arn:aws:s3:::stack-uploads'],
      ['arn:aws:s3:::stack-uploads'],
    ]);
  });

  it('runs nothing that the template does not declare: no mapping, no invocation', async () => {
    const { stack, events } = await start({
      Commands: COMMANDS,
      Uploads: { Type: 'AWS::S3::Bucket' },
      Logger: FUNCTION,
    });

    await stack.s3.send(new PutObjectCommand({ Bucket: 'stack-uploads', Key: 'a', Body: 'x' }));
    await vi.waitFor(() => expect(events).toHaveLength(1));
    await stack.notificationsSettled();

    expect(events).toEqual([{ kind: 'uploaded', bucket: 'stack-uploads', key: 'a' }]);
  });

  it("passes over permissions, and over CDK's own helper, which is no Node function", async () => {
    const { stack } = await start({
      Role: { Type: 'AWS::IAM::Role' },
      Logs: { Type: 'AWS::Logs::LogGroup' },
      Commands: COMMANDS,
      Helper: { Type: 'AWS::Lambda::Function', Properties: { Runtime: 'python3.13' } },
    });

    expect(stack.schedules.names).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, TemplateResource>>, string]>([
    [
      'a resource type that it does not know',
      { Machine: { Type: 'AWS::StepFunctions::StateMachine' } },
      'the local stack cannot run AWS::StepFunctions::StateMachine: teach local/stack/deploy.ts',
    ],
    [
      'notifications to a function, which no construct of the project makes',
      {
        Commands: COMMANDS,
        Uploads: { Type: 'AWS::S3::Bucket' },
        Rules: {
          Type: 'Custom::S3BucketNotifications',
          Properties: {
            BucketName: 'b',
            NotificationConfiguration: { LambdaFunctionConfigurations: [] },
          },
        },
      },
      'the local stack cannot run the notifications Rules: NotificationConfiguration: Unrecognized key: "LambdaFunctionConfigurations"',
    ],
    [
      'a reference to nothing',
      { Commands: COMMANDS, Mapping: MAPPING },
      'Stack has no resource Logger',
    ],
  ])('refuses %s', async (_, resources, message) => {
    await expect(start(resources)).rejects.toThrow(message);
  });
});
