import { Lazy, type Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, it } from 'vitest';
import { ENVIRONMENT, propertiesOf, queueInStack, statementsOf } from '../support/template';

interface Notifications {
  readonly Managed: boolean;
  readonly NotificationConfiguration: {
    readonly LambdaFunctionConfigurations: readonly {
      readonly Events: readonly string[];
      readonly LambdaFunctionArn: unknown;
      readonly Filter?: { readonly Key: { readonly FilterRules: readonly unknown[] } };
    }[];
  };
}

function queueWithBucket() {
  const { stack, queue } = queueInStack();
  return { stack, queue, bucket: new Bucket(stack, 'Bucket') };
}

function notificationsOf(stack: Stack): readonly Notifications[] {
  return propertiesOf<Notifications>(Template.fromStack(stack), 'Custom::S3BucketNotifications');
}

describe('an upload trigger', () => {
  it('tells its function of each object with the prefix and the suffix', () => {
    const { stack, queue, bucket } = queueWithBucket();

    const { handler } = queue.addUploadTrigger('Csv', {
      bucket,
      dagId: 'ingest_csv',
      prefix: 'incoming/',
      suffix: '.csv',
    });

    expect(notificationsOf(stack)).toMatchObject([
      {
        NotificationConfiguration: {
          LambdaFunctionConfigurations: [
            {
              Events: ['s3:ObjectCreated:*'],
              LambdaFunctionArn: stack.resolve(handler.functionArn),
              Filter: {
                Key: {
                  FilterRules: expect.arrayContaining([
                    { Name: 'prefix', Value: 'incoming/' },
                    { Name: 'suffix', Value: '.csv' },
                  ]),
                },
              },
            },
          ],
        },
      },
    ]);
  });

  it.each([
    [{ prefix: 'incoming/' }, [{ Name: 'prefix', Value: 'incoming/' }]],
    [{ suffix: '.csv' }, [{ Name: 'suffix', Value: '.csv' }]],
    [{}, undefined],
  ])('filters by %j only', (filter, rules) => {
    const { stack, queue, bucket } = queueWithBucket();

    queue.addUploadTrigger('Csv', { bucket, dagId: 'd', ...filter });

    const [told] =
      notificationsOf(stack)[0]?.NotificationConfiguration.LambdaFunctionConfigurations ?? [];
    expect(told?.Events).toEqual(['s3:ObjectCreated:*']);
    expect(told?.Filter?.Key.FilterRules).toEqual(rules);
  });

  it("'s function knows environment, queue and DAG, and only this bucket may call it", () => {
    const { stack, queue, bucket } = queueWithBucket();

    const { handler } = queue.addUploadTrigger('Csv', { bucket, dagId: 'ingest_csv' });

    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Timeout: 30,
      Environment: {
        Variables: {
          MWAAQ_ENVIRONMENT: ENVIRONMENT,
          MWAAQ_QUEUE_URL: stack.resolve(queue.queue.queueUrl),
          MWAAQ_DAG_ID: 'ingest_csv',
        },
      },
    });
    template.hasResourceProperties('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      FunctionName: stack.resolve(handler.functionArn),
      Principal: 's3.amazonaws.com',
      SourceArn: stack.resolve(bucket.bucketArn),
      SourceAccount: { Ref: 'AWS::AccountId' },
    });
  });

  it("'s function may send to the commands queue and nothing more", () => {
    const { stack, queue, bucket } = queueWithBucket();

    const { handler } = queue.addUploadTrigger('Csv', { bucket, dagId: 'd' });

    const send = (arn: string | undefined) => ({
      Effect: 'Allow',
      Action: ['sqs:SendMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'],
      Resource: stack.resolve(arn),
    });
    expect(statementsOf(stack, handler.role)).toEqual([
      send(queue.uploadDeadLetterQueue?.queueArn),
      send(queue.queue.queueArn),
    ]);
  });

  it('keeps the events that its function could not take, in one standard queue for all', () => {
    const { stack, queue, bucket } = queueWithBucket();
    expect(queue.uploadDeadLetterQueue).toBeUndefined();

    queue.addUploadTrigger('A', { bucket, dagId: 'a', prefix: 'a/' });
    queue.addUploadTrigger('B', { bucket, dagId: 'b', prefix: 'b/' });

    const destination = stack.resolve(queue.uploadDeadLetterQueue?.queueArn);
    const configs = propertiesOf<{ DestinationConfig: unknown }>(
      Template.fromStack(stack),
      'AWS::Lambda::EventInvokeConfig',
    );
    expect(configs.map((c) => c.DestinationConfig)).toEqual([
      { OnFailure: { Destination: destination } },
      { OnFailure: { Destination: destination } },
    ]);
    expect(queue.uploadDeadLetterQueue?.fifo).toBe(false);
  });

  it.each(['daily files/', 'ü/', 'a+b', '%20', ''])(
    'fails if the prefix or suffix is %j, which S3 would never match',
    (value) => {
      const { queue, bucket } = queueWithBucket();
      const add = (filter: { prefix?: string; suffix?: string }) => () =>
        queue.addUploadTrigger('T', { bucket, dagId: 'd', ...filter });
      expect(add({ prefix: value })).toThrow(`prefix ${JSON.stringify(value)} is not allowed`);
    },
  );

  it.each([
    [{}, { prefix: 'in/' }],
    [{ prefix: 'in/' }, { prefix: 'in/a/' }],
    [
      { prefix: 'in/', suffix: '.csv' },
      { prefix: 'in/', suffix: 'b.csv' },
    ],
    [{ suffix: '.csv' }, { prefix: 'in/' }],
  ])('fails if its filter %j overlaps with %j of the same bucket', (first, second) => {
    const { queue, bucket } = queueWithBucket();
    queue.addUploadTrigger('A', { bucket, dagId: 'a', ...first });
    expect(() => queue.addUploadTrigger('B', { bucket, dagId: 'b', ...second })).toThrow(
      'two upload triggers of one bucket overlap: prefix ',
    );
  });

  it('takes the same filter of another bucket, and another suffix of the same', () => {
    const { stack, queue, bucket } = queueWithBucket();
    queue.addUploadTrigger('A', { bucket, dagId: 'a', prefix: 'in/', suffix: '.csv' });
    queue.addUploadTrigger('B', { bucket, dagId: 'b', prefix: 'in/', suffix: '.json' });
    const other = new Bucket(stack, 'Other');
    queue.addUploadTrigger('C', { bucket: other, dagId: 'c', prefix: 'in/', suffix: '.csv' });
    Template.fromStack(stack).resourceCountIs('Custom::S3BucketNotifications', 2);
  });

  it('takes a bucket that exists already, and leaves its other notifications alone', () => {
    const { stack, queue } = queueInStack();
    const bucket = Bucket.fromBucketName(stack, 'Existing', 'company-data');

    queue.addUploadTrigger('Csv', { bucket, dagId: 'd', prefix: 'in/' });

    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::S3::Bucket', 0);
    template.hasResourceProperties('Custom::S3BucketNotifications', {
      BucketName: 'company-data',
      Managed: false,
      NotificationConfiguration: { LambdaFunctionConfigurations: Match.anyValue() },
    });
  });

  it('shares its bucket with another one, each with a function of its own', () => {
    const { stack, queue, bucket } = queueWithBucket();

    const [csv, json] = ['csv', 'json'].map((suffix) =>
      queue.addUploadTrigger(suffix, { bucket, dagId: `ingest_${suffix}`, suffix: `.${suffix}` }),
    );

    const notifications = notificationsOf(stack);
    expect(notifications).toHaveLength(1);
    expect(
      notifications[0]?.NotificationConfiguration.LambdaFunctionConfigurations.map(
        ({ LambdaFunctionArn, Filter }) => [LambdaFunctionArn, Filter?.Key.FilterRules],
      ),
    ).toEqual([
      [stack.resolve(csv?.handler.functionArn), [{ Name: 'suffix', Value: '.csv' }]],
      [stack.resolve(json?.handler.functionArn), [{ Name: 'suffix', Value: '.json' }]],
    ]);
  });

  it('may name a DAG that is known only at deployment', () => {
    const { stack, queue, bucket } = queueWithBucket();

    queue.addUploadTrigger('Csv', { bucket, dagId: Lazy.string({ produce: () => 'late' }) });

    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { MWAAQ_DAG_ID: 'late' } },
    });
  });

  it.each(['', 'my dag', '-h', 'd'.repeat(251), 'a/b'])('refuses the DAG id %j', (dagId) => {
    const { queue, bucket } = queueWithBucket();

    expect(() => queue.addUploadTrigger('Csv', { bucket, dagId })).toThrow(
      /^DAG id ".*" has \d+ characters: use 1 to 250 letters, digits, _ \. or -, and do not begin with -$/,
    );
  });
});
