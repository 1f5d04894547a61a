import { Duration, Lazy } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, it } from 'vitest';
import { UploadTrigger } from '../../../lib';
import { ENVIRONMENT, statementsOf } from '../../support/template';
import { functionsOf, queueWithBuckets, uploadTrigger } from '../../support/uploads';

const batch = { window: Duration.minutes(5) };

describe('a trigger that gathers batches', () => {
  it.each<[string, Duration, number]>([
    ['five seconds', Duration.hours(1), 5],
    ['not longer than its window', Duration.seconds(2), 2],
    ['five seconds', Duration.seconds(Lazy.number({ produce: () => 77 })), 5],
  ])('gets up to 100 events at once, of %s', (_, window, seconds) => {
    const { stack, trigger } = uploadTrigger({ batch: { window } });

    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: stack.resolve(trigger.eventsQueue.queueArn),
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: seconds,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
    });
  });

  it('has time and memory for 10,000 files, and its queue waits for it', () => {
    const { stack, queue } = uploadTrigger({ batch });

    expect(functionsOf(stack)).toMatchObject([{ Timeout: 120, MemorySize: 512 }]);
    Template.fromStack(stack).hasResourceProperties('AWS::SQS::Queue', {
      RedrivePolicy: {
        deadLetterTargetArn: stack.resolve(queue.uploadDeadLetterQueue?.queueArn),
        maxReceiveCount: 15,
      },
      VisibilityTimeout: 720,
    });
  });

  it('is not stopped as a loop, though its timers come through its own queue, and no other is let', () => {
    const { stack, add } = queueWithBuckets();
    add({ prefix: 'a/' }, 'A');
    add({ prefix: 'b/', batch }, 'B');

    expect(functionsOf(stack).map(({ RecursiveLoop }) => RecursiveLoop)).toEqual([
      undefined,
      'Allow',
    ]);
  });

  it('may write manifests under its own name, and is told where', () => {
    const { stack, queue, trigger } = uploadTrigger({ triggerName: 'orders', batch });

    const manifests = queue.uploadManifests;
    expect(functionsOf(stack)[0]?.Environment.Variables.MWAAQ_MANIFEST_BUCKET).toEqual(
      stack.resolve(manifests?.bucketName),
    );
    expect(statementsOf(stack, trigger.handler.role)).toContainEqual({
      Effect: 'Allow',
      Action: 's3:PutObject',
      Resource: stack.resolve(manifests?.arnForObjects('orders/*')),
    });
  });
});

describe('the bucket of manifests', () => {
  it('is asked for where a trigger with batches is made by itself', () => {
    const { stack, queue, bucket } = queueWithBuckets();
    const props = {
      bucket,
      dagId: 'd',
      batch,
      environmentName: ENVIRONMENT,
      queue: queue.queue,
      deadLetterQueue: new Queue(stack, 'D'),
      table: queue.records,
    };

    expect(() => new UploadTrigger(stack, 'T', props)).toThrow(
      /^manifests is missing: with batch, give a bucket for lists of files$/,
    );
  });

  it('is made by the first trigger with batches, once; it is closed, kept, and forgets', () => {
    const { stack, queue, add } = queueWithBuckets();
    add({ prefix: 'a/' }, 'A');
    expect(queue.uploadManifests).toBeUndefined();

    add({ prefix: 'b/', batch }, 'B');
    add({ prefix: 'c/', batch }, 'C');

    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::S3::Bucket', 2); // the uploads' own is the other
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      Properties: {
        BucketEncryption: Match.anyValue(),
        LifecycleConfiguration: { Rules: [{ ExpirationInDays: 90, Status: 'Enabled' }] },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        VersioningConfiguration: Match.absent(),
      },
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      Bucket: stack.resolve(queue.uploadManifests?.bucketName),
      PolicyDocument: {
        Statement: [
          Match.objectLike({
            Effect: 'Deny',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ],
      },
    });
  });

  it('may keep them for another time', () => {
    const { stack, add } = queueWithBuckets({ uploadManifestRetention: Duration.days(7) });
    add({ batch });

    Template.fromStack(stack).hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: { Rules: [{ ExpirationInDays: 7, Status: 'Enabled' }] },
    });
  });

  it.each([Duration.hours(12), Duration.hours(36), Duration.days(0)])(
    'is refused to keep them for %j',
    (uploadManifestRetention) => {
      // Before there is a batch, too.
      expect(() => queueWithBuckets({ uploadManifestRetention })).toThrow(
        /^uploadManifestRetention is [\d.]+ days: give whole days, at least 1$/,
      );
    },
  );

  it('may be read by whom that is granted, as soon as it is there', () => {
    const { stack, queue, add } = queueWithBuckets();
    const role = new Role(stack, 'Execution', { assumedBy: new ServicePrincipal('airflow') });
    expect(() => queue.grantReadManifests(role)).toThrow(
      /^there are no manifests: add an upload trigger with batch first$/,
    );
    add({ batch });

    queue.grantReadManifests(role).assertSuccess();

    expect(statementsOf(stack, role)).toEqual([
      {
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: stack.resolve(queue.uploadManifests?.arnForObjects('*')),
      },
    ]);
  });
});
