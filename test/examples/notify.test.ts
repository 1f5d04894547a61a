import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import type { FinalOutcome } from '../../lambda/contract/dead-letter';
import { EVENT_SOURCE, type OutcomeEvent } from '../../lambda/contract/record';
import { announce, announceOutcome } from '../../lambda/runner/record/announcement';
import { toBusEvent } from '../../local/stack/bus-event';
import { readEventPattern } from '../../local/stack/event-pattern';
import { readRuleInput } from '../../local/stack/rule-input';
import { exampleStack } from '../support/examples';
import { propertiesOf, type Statement } from '../support/template';

const REASON = 'DagNotFound: Dag id "orders" not found.\nCheck the DAG id';

const template = async () => Template.fromStack(await exampleStack('notify', 'Notify'));

interface RuleProperties {
  readonly EventPattern: object;
  readonly Targets: readonly {
    readonly Arn: unknown;
    readonly InputTransformer: { InputPathsMap: Record<string, string>; InputTemplate: string };
  }[];
}

/** What the topic is told of an event, rule by rule. */
async function toldOf({ detailType, ...detail }: OutcomeEvent): Promise<readonly string[]> {
  const event = toBusEvent(EVENT_SOURCE, detailType, detail);
  const rules = propertiesOf<RuleProperties>(await template(), 'AWS::Events::Rule');
  return rules
    .filter(({ EventPattern }) => readEventPattern(EventPattern)(event))
    .flatMap(({ Targets }) => Targets)
    .map(({ InputTransformer }) => readRuleInput(InputTransformer)(event));
}

/** The runner's own word of a command that has ended. */
function ended(outcome: FinalOutcome, environment = 'MyEnvironment'): OutcomeEvent {
  const times = {
    messageSentAt: '2026-11-22T19:42:31.102Z',
    sentAt: '2026-11-22T19:42:31.102Z',
    firstSeenAt: '2026-11-22T19:42:31.764Z',
    startedAt: '2026-11-22T19:42:31.764Z',
    finishedAt: '2026-11-22T19:42:37.827Z',
  };
  const counts = { attempts: 2, crashes: 0, lateAnswers: 0, senselessAnswers: 0 };
  return announceOutcome(
    {
      ...times,
      ...counts,
      id: 'orders-2026-11-22',
      environment,
      version: 2,
      writer: 'w',
      command: `dags trigger orders --conf '{"day": "2026-11-22"}'`,
      fingerprint: 'f',
      source: 'ci',
      senderId: 'AIDA',
      messageId: 'm',
      mayHaveRun: false,
      expiresAt: 0,
      state: 'ended',
      outcome,
      reason: REASON,
      waitingMs: 662,
    },
    { stdout: '', stderr: '' },
  );
}

function environment(held: boolean): OutcomeEvent {
  return announce(held ? 'Airflow Environment Held' : 'Airflow Environment Released', {
    environment: 'MyEnvironment',
    reason: REASON,
    startedAt: '2026-11-22T19:42:31.764Z',
  });
}

/** A message as people read it: EventBridge leaves the quotes around each line. */
function read(message: string | undefined): readonly string[] {
  return (message ?? '').split('\n').map((line) => JSON.parse(line) as string);
}

describe('people on call', () => {
  it.each(['failed', 'refused', 'unknown'] as const)(
    'are told once of a command that is %s, and why',
    async (outcome) => {
      const [message, ...more] = await toldOf(ended(outcome));

      expect(more).toEqual([]);
      expect(read(message)).toEqual([
        `MyEnvironment: a command ended as ${outcome}.`,
        'Command: dags trigger orders --conf \'{"day": "2026-11-22"}\'',
        `Reason: ${REASON}`,
        'Id: orders-2026-11-22',
        'Sender: ci',
        'Sent at 2026-11-22T19:42:31.102Z, ended at 2026-11-22T19:42:37.827Z, begun 2 times.',
        'What to do: docs/runbook.md of mwaa-cli-queue, "Dead letters waiting".',
      ]);
    },
  );

  it('are told once of an environment that takes no commands, and why', async () => {
    const [message, ...more] = await toldOf(environment(true));

    expect(more).toEqual([]);
    expect(read(message)).toEqual([
      'MyEnvironment: the environment takes no commands, and all of them wait.',
      `Reason: ${REASON}`,
      'Since: 2026-11-22T19:42:31.764Z',
      'What to do: docs/runbook.md of mwaa-cli-queue, "Environment held".',
    ]);
  });

  it.each([
    ['a command that succeeded', ended('succeeded')],
    ['an environment that takes commands again', environment(false)],
    ['another environment', ended('failed', 'Another')],
  ])('are not told of %s', async (_, event) => {
    expect(await toldOf(event)).toEqual([]);
  });

  it('are told by email', async () => {
    (await template()).hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'on-call@example.com',
    });
  });

  it('are told of each alarm', async () => {
    const alarms = propertiesOf<{ AlarmActions: unknown }>(
      await template(),
      'AWS::CloudWatch::Alarm',
    );

    expect(alarms.length).toBeGreaterThan(4);
    for (const { AlarmActions } of alarms) {
      expect(AlarmActions).toEqual([{ Ref: expect.stringMatching(/^OnCallTopic/) }]);
    }
  });
});

interface Policy {
  readonly PolicyDocument: {
    readonly Statement: readonly (Statement & { readonly Principal: unknown })[];
  };
}

const OWN_ALARMS = {
  StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
  ArnLike: {
    'aws:SourceArn': { 'Fn::Join': ['', expect.arrayContaining([':cloudwatch:', ':alarm:*'])] },
  },
};

describe('the topic', () => {
  it('is closed without TLS, and open to alarms of this account only', async () => {
    const [policy] = propertiesOf<Policy>(await template(), 'AWS::SNS::TopicPolicy');

    expect(policy?.PolicyDocument.Statement).toMatchObject([
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'sns:Publish',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      {
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Condition: OWN_ALARMS,
      },
    ]);
  });

  it('is encrypted by a key that turns, and that alarms may use', async () => {
    const notify = await template();

    notify.hasResourceProperties('AWS::SNS::Topic', {
      KmsMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^OnCallKey'), 'Arn'] },
    });
    const [key] = propertiesOf<{ EnableKeyRotation: boolean; KeyPolicy: unknown }>(
      notify,
      'AWS::KMS::Key',
    );
    expect(key?.EnableKeyRotation).toBe(true);
    expect(JSON.stringify(key?.KeyPolicy)).toContain('cloudwatch.amazonaws.com');
  });

  it('is told by rules as a role that may publish there, and that only rules here can take', async () => {
    const notify = await template();

    const [[id = '', role] = []] = Object.entries(notify.findResources('AWS::IAM::Role')).filter(
      ([name]) => name.startsWith('TroubleRole'),
    );
    expect(role?.Properties.AssumeRolePolicyDocument.Statement).toMatchObject([
      {
        Principal: { Service: 'events.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
          ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', expect.arrayContaining([':rule/*'])] } },
        },
      },
    ]);
    const [policy] = propertiesOf<Policy & { readonly Roles: unknown }>(
      notify,
      'AWS::IAM::Policy',
    ).filter(({ Roles }) => JSON.stringify(Roles).includes(id));
    expect(policy?.PolicyDocument.Statement).toMatchObject([
      { Action: 'sns:Publish', Resource: { Ref: expect.stringMatching(/^OnCallTopic/) } },
      {
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: { 'Fn::GetAtt': [expect.stringMatching(/^OnCallKey/), 'Arn'] },
      },
    ]);
  });
});
