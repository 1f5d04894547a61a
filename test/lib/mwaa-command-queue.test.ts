import { Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { MwaaCommandQueue } from '../../lib';
import {
  consumeStatement,
  ENVIRONMENT,
  emptyStack,
  logStatement,
  propertiesOf,
  queueInStack,
  queueTemplate,
  statementsOf,
} from '../support/template';

const DEFAULT_COMMANDS =
  'dags list-runs,dags pause,dags state,dags trigger,dags unpause,tasks states-for-dag-run,version';

describe('the queues', () => {
  it('make one FIFO queue that deduplicates by the sender only, backed by a FIFO dead-letter queue', () => {
    const { stack, queue } = queueInStack();
    const template = Template.fromStack(stack);

    template.resourceCountIs('AWS::SQS::Queue', 3);
    template.hasResourceProperties('AWS::SQS::Queue', {
      FifoQueue: true,
      ContentBasedDeduplication: false,
      RedrivePolicy: {
        deadLetterTargetArn: stack.resolve(queue.deadLetterQueue.queueArn),
        maxReceiveCount: 1000,
      },
    });
    template.hasResourceProperties('AWS::SQS::Queue', {
      FifoQueue: true,
      RedrivePolicy: Match.absent(),
    });
  });

  it('are encrypted and keep messages 14 days', () => {
    queueTemplate().allResourcesProperties('AWS::SQS::Queue', {
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 14 * 86_400,
    });
  });

  it('refuse every request without TLS', () => {
    const { stack, queue } = queueInStack();
    const template = Template.fromStack(stack);

    const { queue: commands, deadLetterQueue, outcomeEventDeadLetterQueue } = queue;
    for (const { queueArn, queueUrl } of [commands, deadLetterQueue, outcomeEventDeadLetterQueue]) {
      template.hasResourceProperties('AWS::SQS::QueuePolicy', {
        Queues: [stack.resolve(queueUrl)],
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Deny',
              Principal: { AWS: '*' },
              Action: 'sqs:*',
              Resource: stack.resolve(queueArn),
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
          ],
        },
      });
    }
  });
});

describe('the runner', () => {
  it('runs on Node 24 and arm64, and its log group forgets', () => {
    const { stack, queue } = queueInStack();
    const template = Template.fromStack(stack);

    template.hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      LoggingConfig: { LogGroup: stack.resolve(queue.runner.logGroup.logGroupName) },
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
  });

  it('gets one message at a time, and reports which it gives back', () => {
    const { stack, queue } = queueInStack();
    const template = Template.fromStack(stack);

    template.resourceCountIs('AWS::Lambda::EventSourceMapping', 1);
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: stack.resolve(queue.queue.queueArn),
      FunctionName: stack.resolve(queue.runner.functionName),
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  it('is told its environment, its queues, its records, its time and its allow-list, and nothing else', () => {
    const { stack, queue } = queueInStack();

    expect(runnerVariables(Template.fromStack(stack))).toEqual({
      MWAAQ_ENVIRONMENT: ENVIRONMENT,
      MWAAQ_ALLOWED_COMMANDS: DEFAULT_COMMANDS,
      MWAAQ_COMMAND_TIMEOUT_MS: '65000',
      MWAAQ_UNKNOWN_DAG_PATIENCE_MS: '0',
      MWAAQ_QUEUE_URL: stack.resolve(queue.queue.queueUrl),
      MWAAQ_DEAD_LETTER_QUEUE_URL: stack.resolve(queue.deadLetterQueue.queueUrl),
      MWAAQ_RECORDS_TABLE: stack.resolve(queue.records.tableName),
      MWAAQ_RECORDS_RETENTION_DAYS: '30',
    });
  });

  it('is told the Airflow version, the allowed commands and the patience that were given', () => {
    const template = queueTemplate({
      airflowVersion: '2.11.2',
      allowedCommands: ['dags list', 'version'],
      unknownDagPatience: Duration.minutes(5),
    });

    expect(runnerVariables(template)).toMatchObject({
      MWAAQ_UNKNOWN_DAG_PATIENCE_MS: '300000',
      MWAAQ_AIRFLOW_VERSION: '2.11.2',
      MWAAQ_ALLOWED_COMMANDS: 'dags list,version',
    });
  });

  it('may mint tokens for and look at this environment only', () => {
    const { stack, queue } = queueInStack();
    const environmentArn = stack.formatArn({
      service: 'airflow',
      resource: 'environment',
      resourceName: ENVIRONMENT,
    });

    const airflow = statementsOf(stack, queue.runner.role).filter(({ Action }) =>
      [Action].flat().some((action) => action.startsWith('airflow:')),
    );

    expect(airflow).toEqual([
      {
        Effect: 'Allow',
        Action: ['airflow:CreateCliToken', 'airflow:GetEnvironment'],
        Resource: stack.resolve(environmentArn),
      },
    ]);
  });

  it('may do nothing to anything but the environment, its two queues, its records and its log', () => {
    const { stack, queue } = queueInStack();
    const arn = (value: string) => stack.resolve(value);
    const statements = statementsOf(stack, queue.runner.role);

    expect(statements).toHaveLength(5);
    expect(JSON.stringify(statements)).not.toContain('*');
    expect(statements.filter(({ Action }) => !String(Action).startsWith('airflow:'))).toEqual([
      logStatement(stack, queue.runner),
      {
        Effect: 'Allow',
        Action: ['dynamodb:GetItem', 'dynamodb:PutItem'],
        Resource: arn(queue.records.tableArn),
      },
      {
        Effect: 'Allow',
        Action: 'sqs:SendMessage',
        Resource: [arn(queue.deadLetterQueue.queueArn), arn(queue.queue.queueArn)],
      },
      consumeStatement(stack, queue.queue),
    ]);
  });
});

describe('grantSend', () => {
  it('allows sending to the commands queue and nothing more', () => {
    const { stack, queue } = queueInStack();
    const role = new Role(stack, 'Sender', {
      assumedBy: new ServicePrincipal('codebuild.amazonaws.com'),
    });

    queue.grantSend(role);

    expect(statementsOf(stack, role)).toEqual([
      {
        Effect: 'Allow',
        Action: ['sqs:SendMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'],
        Resource: stack.resolve(queue.queue.queueArn),
      },
    ]);
  });
});

describe('two environments in one stack', () => {
  it('have queues, records and runners of their own, and neither runner may touch the other ones', () => {
    const stack = emptyStack();
    const [one, other] = ['One', 'Other'].map(
      (environmentName) => new MwaaCommandQueue(stack, environmentName, { environmentName }),
    );

    const others = [other?.queue.queueArn, other?.records.tableArn].map((arn) =>
      JSON.stringify(stack.resolve(arn)),
    );
    Template.fromStack(stack).resourceCountIs('AWS::SQS::Queue', 6);
    for (const arn of others) {
      expect(JSON.stringify(statementsOf(stack, other?.runner.role))).toContain(arn);
      expect(JSON.stringify(statementsOf(stack, one?.runner.role))).not.toContain(arn);
    }
  });
});

interface FunctionProperties {
  readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> };
}

function runnerVariables(template: Template) {
  return propertiesOf<FunctionProperties>(template, 'AWS::Lambda::Function')[0]?.Environment
    .Variables;
}
