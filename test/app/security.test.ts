import { describe, expect, it } from 'vitest';
import { fullTemplates } from '../../scripts/full-app';
import { ENCRYPTED } from '../../scripts/full-app-keys';
import { resourcesOf, type Statement } from '../../scripts/synthesized-template';

/** CDK's own, which is in a stack with a bucket that notifies. */
const HANDLER = /^BucketNotificationsHandler/;

/** What the app itself makes. */
const USERS = ['AccessLogs', 'Bucket'];

/** Those with a key of their own have a test of their own: encrypted-app.test.ts. */
const templates = fullTemplates((stack) => !stack.startsWith(ENCRYPTED));

/** All resources of a type that the constructs make, or the app with them. */
function all<Properties>(type: string) {
  return templates.flatMap((template) => resourcesOf<Properties>(template, type));
}

interface PolicyDocument {
  readonly Statement: readonly Statement[];
}

interface AnyPolicy {
  readonly PolicyDocument?: PolicyDocument;
  readonly Policies?: readonly { readonly PolicyDocument: PolicyDocument }[];
  readonly Statement?: Statement;
}

/** What any policy of a principal or of a resource allows. */
const allowed = templates
  .flatMap((template) => resourcesOf<AnyPolicy>(template))
  .flatMap(({ name, type, properties: { PolicyDocument, Policies, Statement: only } }) =>
    [PolicyDocument, ...(Policies ?? []).map((p) => p.PolicyDocument)]
      .flatMap((document) => document?.Statement ?? [])
      .concat(type === 'AWS::Events::EventBusPolicy' && only !== undefined ? [only] : [])
      .map((statement) => ({ name, ...statement })),
  )
  .filter(({ Effect }) => Effect === 'Allow');

describe('what policies allow', () => {
  it('names actions, never a pattern of them', () => {
    const actions = allowed.flatMap(({ Action }) => Action);

    expect(actions.length).toBeGreaterThan(50);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  it('names resources, but for manifests, which are named when they are written, and a network that Lambda asks for', () => {
    // Who a bucket's access logs are written by is for its owner to say.
    const ours = allowed.filter(({ name }) => !name.startsWith('AccessLogs/'));
    const patterns = ours.flatMap(({ name, Resource }) =>
      [Resource]
        .flat()
        .filter((resource) => resource.includes('*'))
        .map((resource) => [name, resource]),
    );

    expect(patterns).toEqual([
      ['Queue/upload-batch/FunctionRole/DefaultPolicy', 'Queue/Uploads/Manifests/upload-batch/*'],
      ['User/Policy', 'Queue/Uploads/Manifests/*'],
      ['Queue/RunnerRole/DefaultPolicy', '*'],
    ]);
  });

  it('is not for everyone', () => {
    const principals = allowed.flatMap(({ Principal }) =>
      typeof Principal === 'object' ? Object.values(Principal).flat() : (Principal ?? []),
    );

    expect(principals.length).toBeGreaterThan(10);
    expect(principals).not.toContain('*');
  });

  it('is for a service, Lambda aside, only when it acts for what a condition names', () => {
    const open = allowed.filter(
      ({ Principal, Condition }) =>
        typeof Principal === 'object' &&
        Principal.Service !== undefined &&
        Principal.Service !== 'lambda.amazonaws.com' &&
        Object.values(Condition ?? {}).every((keys) => keys['aws:SourceArn'] === undefined),
    );

    expect(open).toEqual([]);
  });

  it("has AWS's own policies in no role but that of CDK's function", () => {
    const roles = all<{ ManagedPolicyArns?: string[] }>('AWS::IAM::Role')
      .filter(({ properties }) => properties.ManagedPolicyArns !== undefined)
      .map(({ name }) => name);

    expect(roles).toEqual([expect.stringMatching(HANDLER), expect.stringMatching(HANDLER)]);
  });
});

describe('every queue', () => {
  const queues = all<{ SqsManagedSseEnabled?: boolean }>('AWS::SQS::Queue');

  it('is closed without TLS', () => {
    const closed = all<{ Queues: string[]; PolicyDocument: PolicyDocument }>(
      'AWS::SQS::QueuePolicy',
    )
      .filter(({ properties }) => properties.PolicyDocument.Statement.some(isTlsOnly))
      .flatMap(({ properties }) => properties.Queues);

    expect(closed.toSorted()).toEqual(queues.map(({ name }) => name).toSorted());
  });

  it('is encrypted', () => {
    expect(queues.filter((queue) => queue.properties.SqsManagedSseEnabled !== true)).toEqual([]);
  });
});

function isTlsOnly({ Effect, Action, Principal, Condition }: Statement): boolean {
  return (
    Effect === 'Deny' &&
    Action === 'sqs:*' &&
    JSON.stringify(Principal) === '{"AWS":"*"}' &&
    JSON.stringify(Condition) === '{"Bool":{"aws:SecureTransport":"false"}}'
  );
}

describe('every log group', () => {
  const groups = all<{ RetentionInDays?: number }>('AWS::Logs::LogGroup');

  it('forgets after three months', () => {
    expect(groups.filter(({ properties }) => properties.RetentionInDays !== 90)).toEqual([]);
  });

  it("is one of ours, for each function but CDK's own", () => {
    const names = groups.map(({ name }) => name);
    const logged = all<{ LoggingConfig?: { LogGroup: string } }>('AWS::Lambda::Function');
    const elsewhere = logged.filter(
      ({ properties }) => !names.includes(properties.LoggingConfig?.LogGroup ?? ''),
    );

    expect(logged.length - elsewhere.length).toBe(10);
    expect(elsewhere.filter(({ name }) => !HANDLER.test(name))).toEqual([]);
  });
});

describe('what stays when the stacks are deleted', () => {
  it('of what the constructs make, is the records, what is known of uploads, the manifests and all dead letters', () => {
    const kept = templates.flatMap((template) =>
      resourcesOf(template)
        .filter(({ id }) => template.Resources[id]?.DeletionPolicy === 'Retain')
        .map(({ name }) => name)
        .filter((name) => !USERS.includes(name)),
    );

    const ofEnvironment = ['Queue/DeadLetters', 'Queue/OutcomeEvents/DeadLetters', 'Queue/Records'];
    expect(kept.toSorted()).toEqual(
      [
        ...ofEnvironment,
        'Queue/EventDeadLetters',
        'Queue/ScheduleDeadLetters',
        'Queue/UndeliveredEvents',
        'Queue/Uploads/DeadLetters',
        'Queue/Uploads/Manifests',
        'Queue/Uploads/Table',
        'Forwarder/DeadLetters',
        ...ofEnvironment,
      ].toSorted(),
    );
  });

  it('can be restored to any second of 35 days, the tables', () => {
    const tables = all<{ PointInTimeRecoverySpecification: unknown }>('AWS::DynamoDB::Table');

    expect(tables.map(({ properties }) => properties.PointInTimeRecoverySpecification)).toEqual([
      { PointInTimeRecoveryEnabled: true },
      { PointInTimeRecoveryEnabled: true },
      { PointInTimeRecoveryEnabled: true },
    ]);
  });
});

describe('the bucket of manifests', () => {
  it('is encrypted, closed to the public, and closed without TLS', () => {
    const [manifests] = all<Record<string, unknown>>('AWS::S3::Bucket').filter(
      ({ name }) => name === 'Queue/Uploads/Manifests',
    );
    expect(manifests?.properties).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
        ],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    const [policy] = all<{ PolicyDocument: PolicyDocument }>('AWS::S3::BucketPolicy').filter(
      ({ name }) => name === 'Queue/Uploads/Manifests/Policy',
    );
    expect(policy?.properties.PolicyDocument.Statement).toMatchObject([
      { Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ]);
  });
});
