import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { describe, expect, it } from 'vitest';
import { EVENT_FIELDS } from '../../../lambda/contract/record';
import { MwaaCommandQueue } from '../../../lib';
import { OutcomeEvents } from '../../../lib/records/outcome-events';
import {
  ENVIRONMENT,
  emptyStack,
  propertiesOf,
  queueInStack,
  quickApp,
} from '../../support/template';

interface Pipe {
  readonly RoleArn: { readonly 'Fn::GetAtt': readonly [string, string] };
  readonly LogConfiguration: {
    readonly CloudwatchLogsLogDestination: { readonly LogGroupArn: unknown };
  };
  readonly TargetParameters: { readonly InputTemplate: string };
}

function pipeInStack(stack: Stack): Pipe {
  const [pipe] = propertiesOf<Pipe>(Template.fromStack(stack), 'AWS::Pipes::Pipe');
  if (pipe === undefined) throw new Error('there is no pipe');
  return pipe;
}

const EVENT = '$.dynamodb.NewImage.event.M';

describe('the pipe', () => {
  it('sends each event of the records to the default bus', () => {
    const { stack, queue } = queueInStack();
    const { RoleArn, LogConfiguration, ...pipe } = pipeInStack(stack);

    expect(pipe).toEqual({
      Description: `Announces what becomes of Airflow commands on the MWAA environment ${ENVIRONMENT}`,
      Source: stack.resolve(queue.records.tableStreamArn),
      SourceParameters: {
        FilterCriteria: {
          Filters: [
            {
              Pattern:
                '{"dynamodb":{"NewImage":{"event":{"M":{"detailType":{"S":[{"exists":true}]}}}}}}',
            },
          ],
        },
        DynamoDBStreamParameters: {
          StartingPosition: 'TRIM_HORIZON',
          BatchSize: 10,
          MaximumRecordAgeInSeconds: 6 * 3600,
          MaximumRetryAttempts: 1000,
          OnPartialBatchItemFailure: 'AUTOMATIC_BISECT',
          DeadLetterConfig: { Arn: stack.resolve(queue.outcomeEventDeadLetterQueue.queueArn) },
        },
      },
      Target: stack.resolve(defaultBusArn(stack)),
      TargetParameters: {
        EventBridgeEventBusParameters: {
          DetailType: `${EVENT}.detailType.S`,
          Source: 'mwaa-cli-queue',
        },
        InputTemplate: `{"environment":<${EVENT}.environment.S>,"id":<${EVENT}.id.S>,"outcome":<${EVENT}.outcome.S>,"reason":<${EVENT}.reason.S>,"command":<${EVENT}.command.S>,"dagId":<${EVENT}.dagId.S>,"runId":<${EVENT}.runId.S>,"source":<${EVENT}.source.S>,"attempts":<${EVENT}.attempts.S>,"via":<${EVENT}.via.S>,"sentAt":<${EVENT}.sentAt.S>,"startedAt":<${EVENT}.startedAt.S>,"finishedAt":<${EVENT}.finishedAt.S>,"stdout":<${EVENT}.stdout.S>,"stderr":<${EVENT}.stderr.S>}`,
      },
    });
    expect(LogConfiguration).toEqual({
      Level: 'ERROR',
      CloudwatchLogsLogDestination: { LogGroupArn: expect.anything() },
    });
    expect(RoleArn).toEqual({ 'Fn::GetAtt': [expect.any(String), 'Arn'] });
  });

  it("has every field of an event in its template, which becomes JSON once they're filled in", () => {
    const { InputTemplate } = pipeInStack(queueInStack().stack).TargetParameters;
    const filled = InputTemplate.replaceAll(
      /<\$\.dynamodb\.NewImage\.event\.M\.(\w+)\.S>/g,
      '"$1"',
    );

    expect(JSON.parse(filled)).toEqual(Object.fromEntries(EVENT_FIELDS.map((f) => [f, f])));
  });

  it('may read the stream, send events, and keep and log what failed, and nothing more', () => {
    const { stack, queue } = queueInStack();
    const { RoleArn, LogConfiguration } = pipeInStack(stack);
    const role =
      Template.fromStack(stack).findResources('AWS::IAM::Role')[RoleArn['Fn::GetAtt'][0]];

    const allow = (Action: string | readonly string[], Resource: unknown) => ({
      Effect: 'Allow',
      Action,
      Resource,
    });
    expect(role?.Properties.Policies).toEqual([
      {
        PolicyName: 'Pipe',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            allow(
              [
                'dynamodb:DescribeStream',
                'dynamodb:GetRecords',
                'dynamodb:GetShardIterator',
                'dynamodb:ListStreams',
              ],
              stack.resolve(queue.records.tableStreamArn),
            ),
            allow('events:PutEvents', stack.resolve(defaultBusArn(stack))),
            allow('sqs:SendMessage', stack.resolve(queue.outcomeEventDeadLetterQueue.queueArn)),
            allow(
              ['logs:CreateLogStream', 'logs:PutLogEvents'],
              LogConfiguration.CloudwatchLogsLogDestination.LogGroupArn,
            ),
          ],
        },
      },
    ]);
    expect(role?.Properties.ManagedPolicyArns).toBeUndefined();
  });

  it('acts as a role that only pipes of this account and region can take', () => {
    const { stack } = queueInStack();
    const role = pipeInStack(stack).RoleArn['Fn::GetAtt'][0];
    const pipes = stack.formatArn({ service: 'pipes', resource: 'pipe', resourceName: '*' });

    expect(
      Template.fromStack(stack).findResources('AWS::IAM::Role')[role]?.Properties
        .AssumeRolePolicyDocument.Statement,
    ).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'pipes.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
          ArnLike: { 'aws:SourceArn': stack.resolve(pipes) },
        },
      },
    ]);
  });

  it('keeps what it could not deliver in a standard queue, as it takes no other', () => {
    expect(queueInStack().queue.outcomeEventDeadLetterQueue.fifo).toBe(false);
  });

  it('needs a table with a stream', () => {
    const stack = emptyStack();
    const records = new Table(stack, 'T', {
      partitionKey: { name: 'id', type: AttributeType.STRING },
    });

    expect(() => new OutcomeEvents(stack, 'E', { environmentName: 'E', records })).toThrow(
      'the records table has no stream',
    );
  });
});

describe('eventBus', () => {
  const HERE = { account: '111111111111', region: 'eu-central-1' };
  const busAt = (account: string, region: string) =>
    `arn:aws:events:${region}:${account}:event-bus/team`;

  function queueWithBus(arn: string): Stack {
    const stack = new Stack(quickApp(), 'S', {
      env: HERE,
    });
    const eventBus = EventBus.fromEventBusArn(stack, 'Bus', arn);
    new MwaaCommandQueue(stack, 'Queue', { environmentName: ENVIRONMENT, eventBus });
    return stack;
  }

  it('may be one of the same account and region', () => {
    const arn = busAt(HERE.account, HERE.region);

    expect(pipeInStack(queueWithBus(arn))).toMatchObject({ Target: arn });
  });

  it('may be one of the same app', () => {
    const stack = emptyStack();
    const eventBus = new EventBus(stack, 'Bus');
    new MwaaCommandQueue(stack, 'Queue', { environmentName: ENVIRONMENT, eventBus });

    expect(pipeInStack(stack)).toMatchObject({ Target: stack.resolve(eventBus.eventBusArn) });
  });

  it.each([
    [
      'account',
      '222222222222',
      HERE.region,
      "account 222222222222: it must be in the stack's, 1111",
    ],
    [
      'region',
      HERE.account,
      'us-east-1',
      "region us-east-1: it must be in the stack's, eu-central-1",
    ],
  ])('refuses one of another %s, which a pipe cannot reach', (_, account, region, message) => {
    expect(() => queueWithBus(busAt(account, region))).toThrow(`eventBus is in ${message}`);
  });
});

function defaultBusArn(stack: Stack): string {
  return stack.formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' });
}
