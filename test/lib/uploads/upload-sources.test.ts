import { CfnParameter, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, it } from 'vitest';
import { MwaaCommandQueue } from '../../../lib';
import { emptyStack, quickApp } from '../../support/template';
import {
  notificationsOf,
  queueNotificationsOf,
  queueWithBuckets,
  rulesOf,
  uploadTrigger,
} from '../../support/uploads';

const filterRules = (prefix?: string, suffix?: string) => [
  ...(suffix === undefined ? [] : [{ Name: 'suffix', Value: suffix }]),
  ...(prefix === undefined ? [] : [{ Name: 'prefix', Value: prefix }]),
];

describe('a bucket of this app', () => {
  it.each([
    [{}, undefined],
    [{ prefix: 'in/' }, filterRules('in/')],
    [{ suffix: '.csv' }, filterRules(undefined, '.csv')],
    [{ prefix: 'in/', suffix: '.csv' }, filterRules('in/', '.csv')],
    [{ keyPattern: 'in/{date}/*.csv' }, filterRules('in/', '.csv')],
    [{ keyPattern: 'daily files/{date}/*.csv' }, filterRules(undefined, '.csv')],
    [{ keyPattern: '{date}/**' }, undefined],
    [{ marker: '_SUCCESS' }, filterRules(undefined, '_SUCCESS')],
    [{ marker: '_SUCCESS', prefix: 'in/' }, filterRules('in/', '_SUCCESS')],
    [{ marker: 'all done' }, undefined],
  ])("with %j: S3 tells the trigger's queue, and of no more than it must", (options, rules) => {
    const { stack, trigger } = uploadTrigger(options);

    const [told, ...others] = queueNotificationsOf(stack);
    expect(others).toEqual([]);
    expect(told?.Events).toEqual(['s3:ObjectCreated:*']);
    expect(told?.QueueArn).toEqual(stack.resolve(trigger.eventsQueue.queueArn));
    const found = told?.Filter?.Key.FilterRules;
    expect(found === undefined ? undefined : new Set(found)).toEqual(rules && new Set(rules));
    expect(rulesOf(stack)).toEqual([]);
  });

  it('may send to the queue, and no other bucket may', () => {
    const { stack, bucket, trigger } = uploadTrigger();

    Template.fromStack(stack).hasResourceProperties('AWS::SQS::QueuePolicy', {
      Queues: [stack.resolve(trigger.eventsQueue.queueUrl)],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Principal: { Service: 's3.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Condition: { ArnLike: { 'aws:SourceArn': stack.resolve(bucket.bucketArn) } },
          }),
        ]),
      },
    });
  });

  it.each(['daily files/', 'ü/', 'a+b', '%20', ''])(
    'is refused the prefix and the suffix %j, which S3 would never match, but not by EventBridge',
    (value) => {
      const { add } = queueWithBuckets();
      for (const what of ['prefix', 'suffix']) {
        expect(() => add({ [what]: value }, `refused-${what}`)).toThrow(
          `${what} ${JSON.stringify(value)} is not allowed: use A-Z a-z 0-9 ! _ . * ' ( ) / = -, leave it out for every key, or set viaEventBridge`,
        );
        expect(() => add({ [what]: value, viaEventBridge: true }, what)).not.toThrow();
      }
    },
  );

  it('tells of disjoint filters by S3 itself, of each to its own queue', () => {
    const { stack, add } = queueWithBuckets();
    const [csv, json] = ['csv', 'json'].map((suffix) => add({ suffix: `.${suffix}` }, suffix));

    expect(notificationsOf(stack)).toHaveLength(1);
    expect(queueNotificationsOf(stack).map(({ QueueArn }) => QueueArn)).toEqual(
      [csv, json].map((trigger) => stack.resolve(trigger?.eventsQueue.queueArn)),
    );
    expect(rulesOf(stack)).toEqual([]);
  });

  it('takes the same filter as another bucket', () => {
    const { stack, add } = queueWithBuckets();
    add({ prefix: 'in/' }, 'A');
    add({ prefix: 'in/', bucket: new Bucket(stack, 'Other') }, 'B');

    expect(queueNotificationsOf(stack)).toHaveLength(2);
  });

  it.each([
    [{}, { prefix: 'in/' }],
    [{ prefix: 'in/' }, { prefix: 'in/a/' }],
    [
      { prefix: 'in/', suffix: '.csv' },
      { prefix: 'in/', suffix: 'b.csv' },
    ],
    [{ suffix: '.csv' }, { prefix: 'in/' }],
    [{ keyPattern: 'in/{date}/*.csv' }, { prefix: 'in/2026/' }],
    [{ marker: '_SUCCESS' }, { prefix: 'in/' }],
  ])('with %j tells of the overlapping %j by EventBridge, unless that is refused', (one, other) => {
    const { stack, bucket, add } = queueWithBuckets();
    add(one, 'A');
    const { eventsQueue } = add(other, 'B');
    const third = () => add({ ...other, viaEventBridge: false }, 'C');

    expect(queueNotificationsOf(stack)).toHaveLength(1);
    expect(notificationsOf(stack)).toMatchObject([
      {
        BucketName: stack.resolve(bucket.bucketName),
        NotificationConfiguration: { EventBridgeConfiguration: {} },
      },
    ]);
    expect(rulesOf(stack).map(({ Targets }) => Targets[0]?.Arn)).toEqual([
      stack.resolve(eventsQueue.queueArn),
    ]);
    expect(third).toThrow(
      /^two upload triggers of one bucket overlap, or may: prefix ".*" with suffix ".*" and prefix ".*"; S3 takes only filters of which no key matches two: leave viaEventBridge out$/,
    );
  });

  it('tells a second environment of overlapping filters by EventBridge', () => {
    const stack = emptyStack();
    const bucket = new Bucket(stack, 'Bucket');
    const [blue, green] = ['Blue', 'Green'].map((environmentName) =>
      new MwaaCommandQueue(stack, environmentName, { environmentName }).addUploadTrigger('T', {
        bucket,
        dagId: 'd',
        prefix: 'orders/',
      }),
    );

    expect(queueNotificationsOf(stack).map(({ QueueArn }) => QueueArn)).toEqual([
      stack.resolve(blue?.eventsQueue.queueArn),
    ]);
    expect(rulesOf(stack).map(({ Targets }) => Targets[0]?.Arn)).toEqual([
      stack.resolve(green?.eventsQueue.queueArn),
    ]);
  });

  it.each(['prefix', 'suffix'])(
    'with a %s known only at deployment tells by EventBridge beside another trigger',
    (what) => {
      const { stack, add } = queueWithBuckets();
      const late = { [what]: new CfnParameter(stack, 'Late').valueAsString };
      add(late, 'A');
      add({ [what]: '.a' }, 'B');
      add({ ...late, viaEventBridge: true }, 'C');
      const fourth = () => add({ ...late, viaEventBridge: false }, 'D');

      expect(queueNotificationsOf(stack)).toHaveLength(1);
      expect(rulesOf(stack)).toHaveLength(2);
      expect(fourth).toThrow(
        /^two upload triggers of one bucket overlap, or may: prefix .*known only at deployment.* and prefix .*: leave viaEventBridge out$/,
      );
    },
  );

  it('with a prefix known only at deployment tells by S3 itself of another suffix', () => {
    const { stack, add } = queueWithBuckets();
    add({ prefix: new CfnParameter(stack, 'Late').valueAsString, suffix: '.a' }, 'A');
    add({ suffix: '.b' }, 'B');

    expect(queueNotificationsOf(stack)).toHaveLength(2);
  });

  it('tells by EventBridge when that is asked for', () => {
    const { stack } = uploadTrigger({ viaEventBridge: true });

    expect(queueNotificationsOf(stack)).toEqual([]);
    expect(notificationsOf(stack)).toMatchObject([
      { NotificationConfiguration: { EventBridgeConfiguration: {} } },
    ]);
    expect(rulesOf(stack)).toHaveLength(1);
  });
});

describe('a bucket of another stack of the app', () => {
  function twoStacks() {
    const app = quickApp();
    const bucket = new Bucket(new Stack(app, 'Data'), 'Bucket');
    const stack = new Stack(app, 'Pipelines');
    const queue = new MwaaCommandQueue(stack, 'Queue', { environmentName: 'E' });
    return { app, bucket, stack, queue };
  }

  it('tells by EventBridge, so that only one stack needs the other', () => {
    const { app, bucket, stack, queue } = twoStacks();
    queue.addUploadTrigger('T', { bucket, dagId: 'd' });

    expect(
      app
        .synth()
        .getStackByName('Data')
        .dependencies.map(({ id }) => id),
    ).not.toContain('Pipelines');
    expect(rulesOf(stack)).toHaveLength(1);
    expect(notificationsOf(Stack.of(bucket))).toMatchObject([
      { NotificationConfiguration: { EventBridgeConfiguration: {} } },
    ]);
  });

  it("is refused S3's own notifications", () => {
    const { bucket, queue } = twoStacks();

    expect(() =>
      queue.addUploadTrigger('T', { bucket, dagId: 'd', viaEventBridge: false }),
    ).toThrow(
      /^viaEventBridge is false for a bucket of the stack Data: .*; leave viaEventBridge out$/,
    );
  });
});

describe('an imported bucket', () => {
  it('tells by EventBridge, and its own notifications are left alone', () => {
    const { stack, queue, imported, add } = queueWithBuckets();
    const { eventsQueue: uploads } = add({ bucket: imported });

    expect(notificationsOf(stack)).toEqual([]);
    expect(rulesOf(stack)).toEqual([
      expect.objectContaining({
        EventPattern: {
          source: ['aws.s3'],
          'detail-type': ['Object Created'],
          detail: { bucket: { name: ['company-data'] } },
        },
        Targets: [
          {
            Id: expect.any(String),
            Arn: stack.resolve(uploads.queueArn),
            DeadLetterConfig: { Arn: stack.resolve(queue.undeliveredEventQueue?.queueArn) },
          },
        ],
      }),
    ]);
    expect(rulesOf(stack)[0]?.EventBusName).toBeUndefined();
  });

  it('tells by S3 itself only when that is asked for', () => {
    const { stack, imported, add } = queueWithBuckets();
    add({ bucket: imported, prefix: 'in/', viaEventBridge: false });

    expect(notificationsOf(stack)).toMatchObject([
      { BucketName: 'company-data', Managed: false, NotificationConfiguration: {} },
    ]);
    expect(queueNotificationsOf(stack)).toHaveLength(1);
    expect(rulesOf(stack)).toEqual([]);
  });

  it('is refused to tell by S3 itself when another object stands for it, which would tell too', () => {
    const { stack, queue, imported, add } = queueWithBuckets();
    const again = () => Bucket.fromBucketName(stack, 'Again', 'company-data');
    const other = Bucket.fromBucketName(stack, 'Other', 'other-data');
    add({ bucket: imported, prefix: 'a/', viaEventBridge: false }, 'A');
    add({ bucket: imported, prefix: 'b/', viaEventBridge: false }, 'B');
    add({ bucket: other, prefix: 'a/', viaEventBridge: false }, 'C');

    expect(() =>
      queue.addUploadTrigger('D', { bucket: again(), dagId: 'd', viaEventBridge: false }),
    ).toThrow(
      new Error(
        `viaEventBridge is false for bucket "company-data", which is imported twice, as Stack/Imported and Stack/Again: CDK would write its notifications twice, each without the other's; import it once, for all triggers, or leave viaEventBridge out`,
      ),
    );
  });

  it.each([
    [{ account: '222222222222', region: 'eu-west-1' }, 'account 222222222222, the stack in 1111'],
    [{ account: '111111111111', region: 'us-east-1' }, 'region us-east-1, the stack in eu-west-1'],
  ])('%j, elsewhere, needs sourceAccounts', ({ account, region }, place) => {
    const env = { account: '111111111111', region: 'eu-west-1' };
    const stack = new Stack(quickApp(), 'Stack', { env });
    const queue = new MwaaCommandQueue(stack, 'Queue', { environmentName: 'E' });
    const attributes = { bucketName: 'theirs', account, region };
    const bucket = Bucket.fromBucketAttributes(stack, 'Theirs', attributes);

    expect(() => queue.addUploadTrigger('A', { bucket, dagId: 'd' })).toThrow(
      `bucket is in ${place}`,
    );
    const sourceAccounts = [account];
    expect(() => queue.addUploadTrigger('B', { bucket, dagId: 'd', sourceAccounts })).not.toThrow();
  });
});
