import { Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { type IRole, Role } from 'aws-cdk-lib/aws-iam';
import { Alias, type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
import {
  AirflowCommand,
  MwaaCommandQueue,
  type MwaaCommandQueueProps,
  UploadForwarder,
} from '../../../lib';
import { environmentTemplate } from '../../support/app';
import { refusalOf, withEnvironment } from '../../support/config';
import { ENVIRONMENT, propertiesOf, quickApp, statementsOf } from '../../support/template';

const HERE = { account: '111111111111', region: 'eu-central-1' };
const KEY_ARN = 'arn:aws:kms:eu-central-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const newApp = () => quickApp();

const ownKey = (scope: Stack) => new Key(scope, 'Key', { enableKeyRotation: true });
const importedKey = (scope: Stack) => Key.fromKeyArn(scope, 'Key', KEY_ARN);

function queueWith(keyOf: (stack: Stack) => IKey, props: Partial<MwaaCommandQueueProps> = {}) {
  const stack = new Stack(newApp(), 'Stack', { env: HERE });
  const encryptionKey = keyOf(stack);
  const all = { environmentName: ENVIRONMENT, encryptionKey, ...props };
  return { stack, key: encryptionKey, queue: new MwaaCommandQueue(stack, 'Queue', all) };
}

/** With all that there is to encrypt, and all that sends. */
function addAll(stack: Stack, queue: MwaaCommandQueue): void {
  const bucket = new Bucket(stack, 'Bucket');
  queue.addUploadTrigger('upload', { bucket, dagId: 'd', batch: { window: Duration.minutes(1) } });
  queue.addEventTrigger('event', {
    eventPattern: { source: ['shop'] },
    eventBus: new EventBus(stack, 'Bus'),
    command: AirflowCommand.text('version'),
  });
  queue.addSchedule('schedule', {
    schedule: ScheduleExpression.expression('rate(1 day)'),
    command: AirflowCommand.text('version'),
  });
}

const sids = (queue: MwaaCommandQueue) => queue.keyPolicyStatements.map(({ sid }) => sid);

const FIRST = ['UseQueues', 'UseTables', 'KeepLogs'];
const ALL = [...FIRST, 'UseObjects', 'SendNotifications', 'SendEvents'];

describe('encryptionKey', () => {
  it('encrypts every queue, table, log group and the manifests', () => {
    const { stack, key, queue } = queueWith(ownKey);
    addAll(stack, queue);
    const template = Template.fromStack(stack);
    const arn = stack.resolve(key.keyArn);

    const encrypted = { KmsMasterKeyId: arn, KmsDataKeyReusePeriodSeconds: 3600 };
    template.resourceCountIs('AWS::SQS::Queue', 9);
    template.allResourcesProperties('AWS::SQS::Queue', encrypted);
    template.resourceCountIs('AWS::DynamoDB::Table', 2);
    template.allResourcesProperties('AWS::DynamoDB::Table', {
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: arn },
    });
    template.resourceCountIs('AWS::Logs::LogGroup', 4);
    template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: arn });
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arn } },
        ],
      },
    });
  });

  it('is nowhere unless it is given', () => {
    const stack = new Stack(newApp(), 'Stack', { env: HERE });
    const queue = new MwaaCommandQueue(stack, 'Queue', { environmentName: ENVIRONMENT });
    addAll(stack, queue);

    expect(queue.keyPolicyStatements).toEqual([]);
    expect(JSON.stringify(Template.fromStack(stack))).not.toMatch(/kms/i);
  });

  it.each<[string, (stack: Stack) => IKey, RegExp]>([
    [
      'one of another region',
      (stack) => Key.fromKeyArn(stack, 'Key', KEY_ARN.replace('eu-central-1', 'eu-west-1')),
      /^encryptionKey is in region eu-west-1: give one of the stack's, eu-central-1$/,
    ],
    [
      'one of another account',
      (stack) => Key.fromKeyArn(stack, 'Key', KEY_ARN.replace(HERE.account, '222222222222')),
      /^encryptionKey is in account 222222222222: give one of the stack's, 111111111111$/,
    ],
    [
      'an alias',
      (stack) => Alias.fromAliasName(stack, 'Key', 'alias/data'),
      /^encryptionKey is an alias: /,
    ],
    [
      'the ARN of an alias',
      (stack) => Key.fromKeyArn(stack, 'Key', KEY_ARN.replace(/key\/.*/, 'alias/data')),
      /^encryptionKey is an alias: give the key itself/,
    ],
  ])('refuses %s', (_, keyOf, message) => {
    expect(() => queueWith(keyOf)).toThrow(message);
  });

  it('may be in another stack of the app, or known only at deployment', () => {
    const app = newApp();
    const key = ownKey(new Stack(app, 'Keys'));
    const stack = new Stack(app, 'Stack');
    const queue = new MwaaCommandQueue(stack, 'Queue', {
      environmentName: ENVIRONMENT,
      encryptionKey: key,
    });
    addAll(stack, queue);

    expect(sids(queue)).toEqual(ALL);
    expect(() => app.synth()).not.toThrow();
  });
});

/** As they stand in the key's own template. */
function policyOf(stack: Stack): readonly { readonly Sid?: string }[] {
  const [key] = propertiesOf<{ KeyPolicy: { Statement: { Sid?: string }[] } }>(
    Template.fromStack(stack),
    'AWS::KMS::Key',
  );
  return key?.KeyPolicy.Statement ?? [];
}

describe('the policy of a key of the app', () => {
  it('has what is needed so far, and each once however many need it', () => {
    const { stack, key, queue } = queueWith(ownKey);
    expect(sids(queue)).toEqual(FIRST);
    addAll(stack, queue);
    const environmentName = 'MyOtherEnvironment';
    new MwaaCommandQueue(stack, 'Other', { environmentName, encryptionKey: key });

    expect(sids(queue)).toEqual(ALL);
    expect(policyOf(stack).map(({ Sid }) => Sid)).toEqual([undefined, ...ALL]);
    Annotations.fromStack(stack).hasNoInfo('*', Match.anyValue());
  });

  it('names no resource that would have to wait for the key', () => {
    const { stack, queue } = queueWith(ownKey);
    addAll(stack, queue);

    expect(JSON.stringify(policyOf(stack))).not.toMatch(/GetAtt|"Ref":"(?!AWS::)/);
  });

  it('lets alarms publish only to a topic with the same key', () => {
    const withTopic = (masterKeyOf: (stack: Stack, key: IKey) => IKey | undefined) => {
      const stack = new Stack(newApp(), 'Stack', { env: HERE });
      const encryptionKey = ownKey(stack);
      const alarmTopic = new Topic(stack, 'Topic', {
        masterKey: masterKeyOf(stack, encryptionKey),
      });
      const props = { environmentName: ENVIRONMENT, encryptionKey, alarmTopic };
      return new MwaaCommandQueue(stack, 'Queue', props);
    };

    expect(sids(withTopic((_, key) => key))).toEqual(['PublishAlarms', ...FIRST]);
    expect(sids(withTopic((stack) => new Key(stack, 'Other')))).toEqual(FIRST);
    expect(sids(withTopic(() => undefined))).toEqual(FIRST);
  });
});

describe('the policy of an imported key', () => {
  it('is printed, once and ready to paste', () => {
    const { stack, queue } = queueWith(importedKey);
    addAll(stack, queue);

    const [told, ...more] = Annotations.fromStack(stack).findInfo('*', Match.anyValue());
    expect(more).toEqual([]);
    const [first, ...json] = String(told?.entry.data).split('\n');
    expect(first).toBe(
      'encryptionKey is imported, so CDK cannot write its policy: see that it has these statements',
    );
    const statements: readonly { Sid: string }[] = JSON.parse(json.join('\n'));
    expect(statements.map(({ Sid }) => Sid)).toEqual(ALL);
    expect(statements).toContainEqual({
      Sid: 'SendEvents',
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: '*',
      Condition: {
        ArnLike: { 'kms:EncryptionContext:aws:sqs:arn': 'arn:aws:sqs:eu-central-1:111111111111:*' },
      },
    });
    expect(json.join('')).not.toMatch(/Fn::|"Ref"/);
  });
});

/** What a grant adds for the key, of a grantee of the account. */
function rightsOf(grant: (queue: MwaaCommandQueue, user: IRole) => void) {
  const { stack, queue } = queueWith(importedKey);
  addAll(stack, queue);
  const user = Role.fromRoleName(stack, 'User', 'data-platform');
  grant(queue, user);
  return statementsOf(stack, user)
    .filter(({ Action }) => JSON.stringify(Action).includes('kms:'))
    .map(({ Action, Resource, Condition }) => ({ Action, Resource, Condition }));
}

const through = (service: string) => ({
  StringEquals: { 'kms:ViaService': `${service}.eu-central-1.amazonaws.com` },
});

describe('a grant comes with what it takes of the key', () => {
  it.each<[string, (queue: MwaaCommandQueue, user: IRole) => void, string | string[], string]>([
    [
      'to send',
      (queue, user) => queue.grantSend(user),
      ['kms:Decrypt', 'kms:GenerateDataKey'],
      'sqs',
    ],
    ['to read records', (queue, user) => queue.grantReadRecords(user), 'kms:Decrypt', 'dynamodb'],
    ['to read manifests', (queue, user) => queue.grantReadManifests(user), 'kms:Decrypt', 's3'],
    [
      'that CDK gives to receive',
      (queue, user) => queue.deadLetterQueue.grantConsumeMessages(user),
      'kms:Decrypt',
      'sqs',
    ],
  ])('%s', (_, grant, Action, service) => {
    expect(rightsOf(grant)).toEqual([{ Action, Resource: KEY_ARN, Condition: through(service) }]);
  });

  it('of another account, in the policy of the key', () => {
    const { stack, queue } = queueWith(importedKey);
    const arn = 'arn:aws:iam::222222222222:role/someone';
    queue.grantSend(Role.fromRoleArn(stack, 'Someone', arn));

    expect(queue.keyPolicyStatements.at(-1)?.toStatementJson()).toMatchObject({
      Principal: { AWS: arn },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Condition: through('sqs'),
    });
  });
});

describe("the app's encryptionKeyArn", () => {
  it('encrypts what the environment keeps', () => {
    const template = environmentTemplate({ encryptionKeyArn: KEY_ARN });

    template.allResourcesProperties('AWS::SQS::Queue', { KmsMasterKeyId: KEY_ARN });
    template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: KEY_ARN });
  });

  it.each([
    'arn:aws:kms:eu-central-1:111111111111:alias/data',
    '1234abcd-12ab-34cd-56ef-1234567890ab',
    'arn:aws:kms:eu-central-1:1:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  ])('is not %s', (encryptionKeyArn) => {
    expect(refusalOf(withEnvironment({ encryptionKeyArn }))).toBe(
      `mwaa-cli-queue.environments[0].encryptionKeyArn is "${encryptionKeyArn}": give the ARN of a key, not of an alias, for example "${KEY_ARN.replace('111111111111', '123456789012')}"`,
    );
  });
});

describe("a forwarder's encryptionKey", () => {
  const forwarderWith = (keyOf: (stack: Stack) => IKey) => {
    const stack = new Stack(newApp(), 'Stack', { env: HERE });
    const bucket = Bucket.fromBucketName(stack, 'Bucket', 'partner-data');
    const eventBus = EventBus.fromEventBusName(stack, 'Bus', 'uploads');
    new UploadForwarder(stack, 'Forwarder', { bucket, eventBus, encryptionKey: keyOf(stack) });
    return stack;
  };

  it('encrypts its dead-letter queue, and lets its rule send there', () => {
    const stack = forwarderWith(ownKey);

    Template.fromStack(stack).hasResourceProperties('AWS::SQS::Queue', {
      KmsMasterKeyId: Match.anyValue(),
    });
    expect(policyOf(stack).map(({ Sid }) => Sid)).toEqual([undefined, 'UseQueues', 'SendEvents']);
  });

  it('is no alias', () => {
    expect(() => forwarderWith((stack) => Alias.fromAliasName(stack, 'Key', 'alias/x'))).toThrow(
      /^encryptionKey is an alias: /,
    );
  });
});
