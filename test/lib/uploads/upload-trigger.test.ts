import { Duration, Lazy } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { ENVIRONMENT, logStatement, propertiesOf, statementsOf } from '../../support/template';
import { functionsOf, queueWithBuckets, ruleTold, uploadTrigger } from '../../support/uploads';

describe("an upload trigger's queue", () => {
  it('is encrypted, hides a message for six invocations, and gives up after three hours', () => {
    const { stack, queue, trigger } = uploadTrigger();

    const queues = propertiesOf<Readonly<Record<string, unknown>>>(
      Template.fromStack(stack),
      'AWS::SQS::Queue',
    );
    expect(queues).toContainEqual({
      MessageRetentionPeriod: 14 * 86_400,
      RedrivePolicy: {
        deadLetterTargetArn: stack.resolve(queue.uploadDeadLetterQueue?.queueArn),
        maxReceiveCount: 30,
      },
      SqsManagedSseEnabled: true,
      VisibilityTimeout: 360,
    });
    expect(trigger.eventsQueue.fifo).toBe(false);
    expect(queue.uploadDeadLetterQueue?.fifo).toBe(false);
  });

  it('is closed without TLS', () => {
    const { stack, trigger } = uploadTrigger();

    Template.fromStack(stack).hasResourceProperties('AWS::SQS::QueuePolicy', {
      Queues: [stack.resolve(trigger.eventsQueue.queueUrl)],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ]),
      },
    });
  });

  it('is its own; the dead-letter queue is for all of the environment', () => {
    const { stack, queue, add } = queueWithBuckets();
    expect(queue.uploadDeadLetterQueue).toBeUndefined();

    const [a, b] = ['a', 'b'].map((id) => add({ prefix: id }, id));

    expect(a?.eventsQueue.queueArn).not.toBe(b?.eventsQueue.queueArn);
    Template.fromStack(stack).resourcePropertiesCountIs(
      'AWS::SQS::Queue',
      {
        RedrivePolicy: {
          deadLetterTargetArn: stack.resolve(queue.uploadDeadLetterQueue?.queueArn),
          maxReceiveCount: 30,
        },
      },
      2,
    );
  });
});

describe("an upload trigger's function", () => {
  it('knows all that it works with', () => {
    const { stack, queue, bucket, trigger } = uploadTrigger({ dagId: 'ingest_csv' });

    const [handler] = functionsOf(stack);
    expect(handler).toMatchObject({ Timeout: 60, MemorySize: 256 });
    expect(handler?.Environment.Variables).toEqual({
      MWAAQ_ENVIRONMENT: ENVIRONMENT,
      MWAAQ_QUEUE_URL: stack.resolve(queue.queue.queueUrl),
      MWAAQ_UPLOAD_RULE: expect.any(String),
      MWAAQ_UPLOAD_BUCKET: stack.resolve(bucket.bucketName),
      MWAAQ_UPLOADS_QUEUE_URL: stack.resolve(trigger.eventsQueue.queueUrl),
      MWAAQ_UPLOADS_TABLE: { Ref: expect.stringMatching(/Uploads.*Table/) },
      MWAAQ_UPLOADS_RETENTION_DAYS: '30',
    });
    expect(ruleTold(stack)).toEqual({
      name: 'T',
      dagId: 'ingest_csv',
      folderMarkers: false,
      emptyObjects: true,
    });
  });

  it('gets ten events at once, and reports which of them failed', () => {
    const { stack, trigger } = uploadTrigger();

    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: stack.resolve(trigger.eventsQueue.queueArn),
      FunctionName: stack.resolve(trigger.handler.functionName),
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: Match.absent(),
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
    });
  });

  it('may do what it must, and nothing more', () => {
    const { stack, queue, bucket, trigger } = uploadTrigger();

    const allowed = statementsOf(stack, trigger.handler.role).map(({ Action, Resource }) => [
      Action,
      Resource,
    ]);
    const uploads = stack.resolve(trigger.eventsQueue.queueArn);
    const log = logStatement(stack, trigger.handler);
    expect(allowed).toEqual([
      [log.Action, log.Resource],
      ['sqs:SendMessage', [stack.resolve(queue.queue.queueArn), uploads]],
      [
        [
          'dynamodb:BatchGetItem',
          'dynamodb:GetItem',
          'dynamodb:PutItem',
          'dynamodb:Query',
          'dynamodb:UpdateItem',
        ],
        { 'Fn::GetAtt': [expect.stringMatching(/Uploads.*Table/), 'Arn'] },
      ],
      ['s3:ListBucket', stack.resolve(bucket.bucketArn)],
      [
        [
          'sqs:ReceiveMessage',
          'sqs:ChangeMessageVisibility',
          'sqs:GetQueueUrl',
          'sqs:DeleteMessage',
          'sqs:GetQueueAttributes',
        ],
        uploads,
      ],
    ]);
  });

  it('remembers uploads as long as there are records', () => {
    const { stack, add } = queueWithBuckets({ recordRetention: Duration.days(90) });
    add();

    expect(functionsOf(stack)[0]?.Environment.Variables.MWAAQ_UPLOADS_RETENTION_DAYS).toBe('90');
  });

  it('may name a DAG, and know values, that are known only at deployment', () => {
    const { stack } = uploadTrigger({
      dagId: Lazy.string({ produce: () => 'late' }),
      conf: { what: Lazy.string({ produce: () => 'late too' }), key: '{key}' },
    });

    expect(ruleTold(stack)).toMatchObject({
      dagId: 'late',
      conf: { what: 'late too', key: '{key}' },
    });
  });

  it('refuses options that do not fit into its variables', () => {
    const { add } = queueWithBuckets();
    const conf = (length: number) => ({ conf: { note: 'x'.repeat(length) } });

    expect(() => add(conf(4000))).toThrow(
      /^upload trigger "T" has options of 40\d\d bytes as JSON: at most 3072 fit into its function's variables; keep in the DAG what is always the same$/,
    );
    expect(() => add(conf(2900), 'U')).not.toThrow();
  });
});

describe('the table of uploads', () => {
  it('is made once, kept, and forgets in time', () => {
    const { stack, add } = queueWithBuckets();
    for (const id of ['a', 'b']) add({ prefix: id }, id);

    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::DynamoDB::Table', 2); // the records are the other
    template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      Properties: {
        KeySchema: [
          { AttributeName: 'id', KeyType: 'HASH' },
          { AttributeName: 'position', KeyType: 'RANGE' },
        ],
        BillingMode: 'PAY_PER_REQUEST',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
    });
  });
});

it('nothing of uploads is made before there is a trigger', () => {
  const { stack, queue } = queueWithBuckets();

  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::DynamoDB::Table', 1);
  template.resourceCountIs('AWS::Events::EventBus', 0);
  expect(queue.uploadDeadLetterQueue).toBeUndefined();
  expect(queue.undeliveredEventQueue).toBeUndefined();
  expect(queue.uploadManifests).toBeUndefined();
  expect(queue.uploadEventBus).toBeUndefined();
});
