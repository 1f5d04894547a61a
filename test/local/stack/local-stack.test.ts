import { PutObjectCommand } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { SynthesizedStack, TemplateResource } from '../../../local/stack/assembly';
import type { StackEvent } from '../../../local/stack/events';
import { startLocalStack } from '../../../local/stack/local-stack';
import { bundle } from '../../support/bundle';

/** A function that logs one line for each record, with what it is told of its world. */
const LOGGER = `exports.handler = async ({ Records }) => {
  for (const { body, s3 } of Records) {
    const { QUEUE, ADDED, AWS_REGION, AWS_ENDPOINT_URL_SQS } = process.env;
    console.log(JSON.stringify({
      got: body ?? s3.object.key, QUEUE, ADDED, AWS_REGION, AWS_ENDPOINT_URL_SQS }));
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

function notifications(logicalId: string): TemplateResource {
  const rule = {
    LambdaFunctionArn: { 'Fn::GetAtt': [logicalId, 'Arn'] },
    Filter: { Key: { FilterRules: [{ Name: 'suffix', Value: '.csv' }] } },
  };
  return {
    Type: 'Custom::S3BucketNotifications',
    Properties: {
      BucketName: { Ref: 'Uploads' },
      NotificationConfiguration: { LambdaFunctionConfigurations: [rule] },
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
        },
      },
    ]);
  });

  it('runs the notified function for an upload that the rule matches', async () => {
    const { stack, events } = await start({
      Commands: COMMANDS,
      Uploads: { Type: 'AWS::S3::Bucket' },
      Logger: FUNCTION,
      Rules: notifications('Logger'),
    });

    for (const Key of ['a.txt', 'b.csv']) {
      await stack.s3.send(new PutObjectCommand({ Bucket: 'stack-uploads', Key, Body: 'x' }));
    }

    await vi.waitFor(() =>
      expect(events.flatMap((e) => (e.kind === 'logged' ? [e.entry.got] : []))).toEqual(['b.csv']),
    );
    await stack.notificationsSettled();
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
      'notifications to a function that the template does not have',
      {
        Commands: COMMANDS,
        Uploads: { Type: 'AWS::S3::Bucket' },
        Rules: notifications('Commands'),
      },
      'the template has no Node function Stack-Commands.fifo',
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
