import { Match, Template } from 'aws-cdk-lib/assertions';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, it } from 'vitest';
import { UploadForwarder } from '../../../lib';
import { emptyStack, propertiesOf, statementsOf } from '../../support/template';
import { notificationsOf, queueWithBuckets, rulesOf } from '../../support/uploads';

const [A, B, C] = ['111111111111', '222222222222', '333333333333'] as const;

interface BusPolicy {
  readonly EventBusName: unknown;
  readonly Statement: {
    readonly Effect: string;
    readonly Action: string;
    readonly Principal: unknown;
    readonly Condition: unknown;
  };
}

describe('uploads in other accounts', () => {
  it('come over one bus of their own, by their accounts', () => {
    const { stack, queue, imported, add } = queueWithBuckets();
    expect(queue.uploadEventBus).toBeUndefined();

    add({ bucket: imported, prefix: 'a/', sourceAccounts: [A, B] }, 'A');
    add({ bucket: imported, prefix: 'b/', sourceAccounts: [B, C] }, 'B');

    Template.fromStack(stack).resourceCountIs('AWS::Events::EventBus', 1);
    expect(rulesOf(stack).map(({ EventBusName, EventPattern: p }) => [EventBusName, p.account]))
      // biome-ignore format: one expectation
      .toEqual(
      [
        [A, B],
        [B, C],
      ].map((accounts) => [stack.resolve(queue.uploadEventBus?.eventBusName), accounts]),
    );
    expect(notificationsOf(stack)).toEqual([]);
  });

  it('may be told by exactly those accounts, and nothing else by them', () => {
    const { stack, queue, imported, add } = queueWithBuckets();
    add({ bucket: imported, prefix: 'a/', sourceAccounts: [A, B] }, 'A');
    add({ bucket: imported, prefix: 'b/', sourceAccounts: [B] }, 'B');

    const policies = propertiesOf<BusPolicy>(
      Template.fromStack(stack),
      'AWS::Events::EventBusPolicy',
    );
    expect(policies).toEqual(
      [A, B].map((account) =>
        expect.objectContaining({
          EventBusName: stack.resolve(queue.uploadEventBus?.eventBusName),
          Statement: expect.objectContaining({
            Effect: 'Allow',
            Action: 'events:PutEvents',
            Principal: {
              AWS: {
                'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${account}:root`]],
              },
            },
            Condition: {
              StringEquals: { 'events:source': 'aws.s3', 'events:detail-type': 'Object Created' },
            },
          }),
        }),
      ),
    );
  });

  it.each([
    [
      [],
      "sourceAccounts has no account: give the 12 digits of each account, or leave it out for a bucket of the stack's own",
    ],
    [[A, '1234'], 'sourceAccounts has "1234": give the 12 digits of each account'],
  ])('are refused of accounts %j', (sourceAccounts, message) => {
    expect(() => queueWithBuckets().add({ sourceAccounts })).toThrow(message);
  });

  it("are refused by S3's own notifications", () => {
    expect(() => queueWithBuckets().add({ sourceAccounts: [A], viaEventBridge: false })).toThrow(
      /^viaEventBridge is false and sourceAccounts are given: .*; leave viaEventBridge out$/,
    );
  });
});

describe('an upload forwarder', () => {
  const BUS = 'arn:aws:events:eu-west-1:999999999999:event-bus/uploads';

  function forwarder(filter: { readonly prefix?: string; readonly suffix?: string } = {}) {
    const stack = emptyStack();
    const eventBus = EventBus.fromEventBusArn(stack, 'Bus', BUS);
    const bucket = new Bucket(stack, 'Bucket');
    return {
      stack,
      eventBus,
      bucket,
      made: new UploadForwarder(stack, 'F', { bucket, eventBus, ...filter }),
    };
  }

  it('puts the uploads of its bucket on the other bus, and keeps what it cannot put there', () => {
    const { stack, bucket, made } = forwarder({ prefix: 'in/', suffix: '.csv' });

    expect(rulesOf(stack)).toEqual([
      expect.objectContaining({
        EventPattern: {
          source: ['aws.s3'],
          'detail-type': ['Object Created'],
          detail: {
            bucket: { name: [stack.resolve(bucket.bucketName)] },
            object: { key: [{ wildcard: 'in/*.csv' }] },
          },
        },
        Targets: [
          expect.objectContaining({
            Arn: BUS,
            DeadLetterConfig: { Arn: stack.resolve(made.deadLetterQueue.queueArn) },
          }),
        ],
      }),
    ]);
    expect(rulesOf(stack)[0]?.EventBusName).toBeUndefined();
  });

  it('has EventBridge told by a bucket of its app, and leaves an imported one alone', () => {
    const { stack, eventBus } = forwarder();
    const bucket = Bucket.fromBucketName(stack, 'Imported', 'company-data');
    new UploadForwarder(stack, 'G', { bucket, eventBus });

    expect(notificationsOf(stack).map((n) => n.NotificationConfiguration)).toEqual([
      { EventBridgeConfiguration: {} },
    ]);
    expect(rulesOf(stack)).toHaveLength(2);
  });

  it('acts as a role that may put events there only, and that only rules here can take', () => {
    const { stack, made } = forwarder();

    const role = made.node.findAll().find((one) => one instanceof Role);
    expect(rulesOf(stack)[0]?.Targets[0]?.RoleArn).toEqual(stack.resolve(role?.roleArn));
    expect(statementsOf(stack, role)).toEqual([
      { Effect: 'Allow', Action: 'events:PutEvents', Resource: BUS },
    ]);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Action: 'sts:AssumeRole',
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
              ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', Match.arrayWith([':rule/*'])] } },
            },
          },
        ],
      },
    });
  });
});
