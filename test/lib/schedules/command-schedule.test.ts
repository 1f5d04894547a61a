import { Lazy, TimeZone } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../../lambda/contract/message';
import { AirflowCommand, MwaaCommandQueue } from '../../../lib';
import type { CommandScheduleOptions } from '../../../lib/schedules/command-schedule';
import type { Intrinsic } from '../../../local/stack/intrinsics';
import {
  ENVIRONMENT,
  emptyStack,
  joined,
  propertiesOf,
  queueInStack,
} from '../../support/template';

const SCHEDULED_TIME = '<aws.scheduler.scheduled-time>';

interface ScheduleProperties {
  readonly Target: {
    readonly Arn: Intrinsic;
    readonly Input: Intrinsic;
    readonly RoleArn: unknown;
  };
}

const DAILY: CommandScheduleOptions = {
  schedule: ScheduleExpression.expression('cron(0 6 * * ? *)'),
  command: AirflowCommand.trigger('daily_report', { conf: { day: 'it\'s "today"' } }),
};

function scheduleInStack(id: string, options: Partial<CommandScheduleOptions> = {}) {
  const { stack, queue } = queueInStack();
  queue.addSchedule(id, { ...DAILY, ...options });
  return { stack, queue, template: Template.fromStack(stack) };
}

function inputsOf(template: Template) {
  return propertiesOf<ScheduleProperties>(template, 'AWS::Scheduler::Schedule').map(
    ({ Target }) => JSON.parse(joined(Target.Input)) as Readonly<Record<string, string>>,
  );
}

describe('a schedule', () => {
  it('sends to the queue by the universal target, at its times', () => {
    const { stack, queue, template } = scheduleInStack('daily');

    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(0 6 * * ? *)',
      ScheduleExpressionTimezone: 'Etc/UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
    });
    const [schedule] = propertiesOf<ScheduleProperties>(template, 'AWS::Scheduler::Schedule');
    expect(joined(schedule?.Target.Arn ?? '')).toBe(
      'arn:<AWS::Partition>:scheduler:::aws-sdk:sqs:sendMessage',
    );
    expect(inputsOf(template)[0]?.QueueUrl).toBe(joined(stack.resolve(queue.queue.queueUrl)));
  });

  it('has a time zone when the expression names one', () => {
    const berlin = TimeZone.EUROPE_BERLIN;
    const schedule = ScheduleExpression.expression('cron(0 6 * * ? *)', berlin);

    scheduleInStack('daily', { schedule }).template.hasResourceProperties(
      'AWS::Scheduler::Schedule',
      { ScheduleExpressionTimezone: 'Europe/Berlin' },
    );
  });

  it('names each firing by the schedule and its time, in the body and for deduplication', () => {
    const [input] = inputsOf(scheduleInStack('daily').template);

    expect(input).toEqual({
      QueueUrl: expect.any(String),
      MessageGroupId: ENVIRONMENT,
      MessageDeduplicationId: `daily/${SCHEDULED_TIME}`,
      MessageBody: expect.any(String),
    });
    expect(JSON.parse(input?.MessageBody ?? '')).toEqual({
      trigger: { dagId: 'daily_report', conf: { day: 'it\'s "today"' } },
      id: `daily/${SCHEDULED_TIME}`,
      source: 'schedule',
    });
  });

  it('sends what the runner takes once Scheduler has filled in the time', () => {
    const [input] = inputsOf(scheduleInStack('n'.repeat(64)).template);
    const body = input?.MessageBody?.replaceAll(SCHEDULED_TIME, '2026-11-22T06:00:00Z') ?? '';

    expect(parseMessage(body)).toMatchObject({
      id: `${'n'.repeat(64)}/2026-11-22T06:00:00Z`,
      source: 'schedule',
      request: { form: 'trigger' },
    });
  });

  it('takes its name from the options rather than from its id', () => {
    const { template } = scheduleInStack('id', { scheduleName: 'Nightly.run-2_x' });

    expect(inputsOf(template)[0]?.MessageDeduplicationId).toBe(`Nightly.run-2_x/${SCHEDULED_TIME}`);
  });

  it.each(['', 'daily report', 'daily/report', 'täglich', 'n'.repeat(65)])(
    'refuses the name %j',
    (scheduleName) => {
      expect(() => scheduleInStack('id', { scheduleName })).toThrow(
        new Error(
          `schedule name ${JSON.stringify(scheduleName)} has ${scheduleName.length} characters: use 1 to 64 of A-Z a-z 0-9 _ . -`,
        ),
      );
    },
  );

  it('may have a name that is known only at deployment', () => {
    const scheduleName = Lazy.string({ produce: () => 'late' });
    const [input] = inputsOf(scheduleInStack('id', { scheduleName }).template);

    expect(input?.MessageDeduplicationId).toBe(`late/${SCHEDULED_TIME}`);
  });

  it('refuses a command that no message may hold, at synth', () => {
    const { queue } = queueInStack();

    expect(() =>
      queue.addSchedule('daily', { ...DAILY, command: AirflowCommand.text(' ') }),
    ).toThrow('the command is empty: send for example "dags trigger my_dag", without "airflow"');
  });
});

describe('the schedules of an environment', () => {
  it('share one dead-letter queue, a standard one, since Scheduler takes no other', () => {
    const { stack, queue } = queueInStack();
    queue.addSchedule('one', DAILY);
    queue.addSchedule('two', DAILY);
    const template = Template.fromStack(stack);

    template.resourceCountIs('AWS::SQS::Queue', 4);
    expect(queue.scheduleDeadLetterQueue?.fifo).toBe(false);
    template.allResourcesProperties('AWS::Scheduler::Schedule', {
      Target: {
        DeadLetterConfig: { Arn: stack.resolve(queue.scheduleDeadLetterQueue?.queueArn) },
      },
    });
  });

  it('have no dead-letter queue and no role when there are none of them', () => {
    const { stack, queue } = queueInStack();
    const roles = Template.fromStack(stack).findResources('AWS::IAM::Role');

    expect(queue.scheduleDeadLetterQueue).toBeUndefined();
    expect(JSON.stringify(roles)).not.toContain('scheduler.amazonaws.com');
  });

  it('act as a role that only schedules of this account can take', () => {
    const { stack, template } = scheduleInStack('daily');
    const arn = stack.resolve(
      stack.formatArn({
        service: 'scheduler',
        resource: 'schedule-group',
        resourceName: 'default',
      }),
    );

    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Principal: { Service: 'scheduler.amazonaws.com' },
            Condition: {
              StringEquals: {
                'aws:SourceAccount': { Ref: 'AWS::AccountId' },
                'aws:SourceArn': arn,
              },
            },
          },
        ],
      },
    });
  });

  it('are made when the role has its rights, since a rate fires at once', () => {
    const { template } = scheduleInStack('daily');
    const [policy] = Object.entries(template.findResources('AWS::IAM::Policy')).filter(
      ([, { Properties }]) => JSON.stringify(Properties.Roles).includes('ScheduleRole'),
    );

    template.hasResource('AWS::Scheduler::Schedule', {
      DependsOn: Match.arrayWith([policy?.[0]]),
    });
  });

  it('may send to the queues of their own environment and nothing else', () => {
    // GIVEN two environments in one stack, each with schedules
    const stack = emptyStack();
    const queues = ['One', 'Other'].map(
      (environmentName) => new MwaaCommandQueue(stack, environmentName, { environmentName }),
    );
    for (const queue of queues) {
      queue.addSchedule('a', DAILY);
      queue.addSchedule('b', DAILY);
    }

    // THEN there is one policy for each environment's schedules, for its two queues
    const template = Template.fromStack(stack);
    const roles = Object.entries(template.findResources('AWS::IAM::Role')).filter(([, role]) =>
      JSON.stringify(role).includes('scheduler.amazonaws.com'),
    );
    expect(roles).toHaveLength(2);
    for (const [i, [role]] of roles.entries()) {
      template.hasResourceProperties('AWS::IAM::Policy', {
        Roles: [{ Ref: role }],
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Action: 'sqs:SendMessage',
              Resource: stack.resolve(queues[i]?.queue.queueArn),
            },
            {
              Effect: 'Allow',
              Action: 'sqs:SendMessage',
              Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('ScheduleDeadLetters'), 'Arn'] },
            },
          ],
        },
      });
      const schedules = template.findResources('AWS::Scheduler::Schedule', {
        Properties: { Target: { RoleArn: { 'Fn::GetAtt': [role, 'Arn'] } } },
      });
      expect(Object.keys(schedules)).toHaveLength(2);
    }
  });

  it('fails if two schedules of one queue have the same name', () => {
    const { queue } = queueInStack();
    const schedule = ScheduleExpression.expression('rate(1 hour)');
    const command = AirflowCommand.text('version');
    queue.addSchedule('a', { schedule, command });
    expect(() => queue.addSchedule('b', { schedule, command, scheduleName: 'a' })).toThrow(
      'schedule name "a" is taken',
    );
  });
});
