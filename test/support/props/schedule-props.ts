import { Duration } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import {
  AirflowCommand,
  CommandSchedule,
  type CommandScheduleOptions,
  type CommandScheduleProps,
  MwaaCommandQueue,
  type TriggerOptions,
} from '../../../lib';
import { ALL_OF_ITS_TYPE, type PropTable } from './prop-case';
import { joinedWith } from './shows';
import { arnOfMine, queueIn, REFUSED, sourceQueues } from './source-queues';

const SCHEDULE = 'AWS::Scheduler::Schedule';
const DAILY = {
  schedule: ScheduleExpression.expression('rate(1 day)'),
  command: AirflowCommand.text('version'),
};

const inputWith = (text: string) => [SCHEDULE, { Target: { Input: joinedWith(text) } }] as const;

export const scheduleOptions: PropTable<CommandScheduleOptions> = {
  build: (stack, options) => {
    const queue = new MwaaCommandQueue(stack, 'Queue', { environmentName: 'MyEnvironment' });
    queue.addSchedule('S', { ...DAILY, ...options });
  },
  props: {
    schedule: {
      accepted: () => ({ schedule: ScheduleExpression.expression('cron(0 6 * * ? *)') }),
      shows: () => [SCHEDULE, { ScheduleExpression: 'cron(0 6 * * ? *)' }],
      refused: {
        given: () => ({ schedule: 'rate(1 day)' }),
        error:
          "schedule is a string: give a ScheduleExpression, for example ScheduleExpression.expression('rate(1 day)')",
      },
      atDeployment: { given: ({ text }) => ({ schedule: ScheduleExpression.expression(text) }) },
    },
    command: {
      accepted: () => ({ command: AirflowCommand.text('dags unpause orders') }),
      shows: () => inputWith('dags unpause orders'),
      refused: {
        given: () => ({ command: 'dags unpause orders' }),
        error:
          "command is a string: give an AirflowCommand, for example AirflowCommand.text('version')",
      },
      atDeployment: { given: ({ text }) => ({ command: AirflowCommand.text(text) }) },
    },
    scheduleName: {
      accepted: () => ({ scheduleName: 'nightly' }),
      shows: () => inputWith('nightly/<aws.scheduler.scheduled-time>'),
      refused: {
        given: () => ({ scheduleName: 'every night' }),
        error: 'schedule name "every night" has 11 characters: use 1 to 64 of A-Z a-z 0-9 _ . -',
      },
      atDeployment: { given: ({ text }) => ({ scheduleName: text }) },
    },
    start: {
      accepted: () => ({ start: new Date('2030-01-01T00:00:00Z') }),
      shows: () => [SCHEDULE, { StartDate: '2030-01-01T00:00:00.000Z' }],
      refused: {
        given: () => ({ start: '2030-01-01T00:00:00Z' }),
        error: 'schedule "S": start is no date: give for example 2026-11-22T06:00:00Z',
      },
    },
    end: {
      accepted: () => ({ end: new Date('2030-01-01T00:00:00Z') }),
      shows: () => [SCHEDULE, { EndDate: '2030-01-01T00:00:00.000Z' }],
      refused: {
        given: () => ({ end: new Date('soon') }),
        error: 'schedule "S": end is no date: give for example 2026-11-22T06:00:00Z',
      },
    },
    flexibleWindow: {
      accepted: () => ({ flexibleWindow: Duration.minutes(15) }),
      shows: () => [
        SCHEDULE,
        { FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 } },
      ],
      refused: {
        given: () => ({ flexibleWindow: Duration.seconds(90) }),
        error:
          'schedule "S": flexibleWindow is 1.5 minutes: give whole minutes, 1 to 1440; leave it out to fire on time',
      },
      atDeployment: {
        given: ({ number }) => ({ flexibleWindow: Duration.minutes(number) }),
        error:
          'flexibleWindow is known only at deployment: give a number, since it is checked and converted at synth',
      },
    },
    paused: {
      accepted: () => ({ paused: true }),
      shows: () => [SCHEDULE, { State: 'DISABLED' }],
      refused: {
        given: () => ({ paused: 'false' }),
        error: 'paused is a string: give true or false',
      },
    },
    expiresAfter: {
      accepted: () => ({ expiresAfter: Duration.hours(4) }),
      shows: () => inputWith(String.raw`\\"after\\":14400`),
      refused: {
        given: () => ({ expiresAfter: 240 }),
        error: 'expiresAfter is a number: give a Duration, for example Duration.minutes(5)',
      },
      atDeployment: { given: ({ number }) => ({ expiresAfter: Duration.seconds(number) }) },
    },
  },
};

export const scheduleProps: PropTable<CommandScheduleProps> = {
  build: (stack, props) => {
    const role = Role.fromRoleName(stack, 'Role', 'scheduler');
    new CommandSchedule(stack, 'S', { ...DAILY, ...sourceQueues(stack), role, ...props });
  },
  props: {
    environmentName: {
      accepted: () => ({ environmentName: 'Other' }),
      shows: () => inputWith('"MessageGroupId":"Other"'),
      refused: REFUSED.environmentName,
      atDeployment: { given: ({ text }) => ({ environmentName: text }) },
    },
    queue: {
      accepted: (stack) => ({ queue: queueIn(stack, 'mine.fifo') }),
      shows: () => inputWith('/mine.fifo"'),
      refused: REFUSED.queue,
    },
    deadLetterQueue: {
      accepted: (stack) => ({ deadLetterQueue: queueIn(stack, 'mine') }),
      shows: (stack) => [SCHEDULE, { Target: { DeadLetterConfig: { Arn: arnOfMine(stack) } } }],
      refused: REFUSED.deadLetterQueue,
    },
    role: {
      accepted: (stack) => ({ role: Role.fromRoleName(stack, 'Own', 'mine') }),
      shows: () => [SCHEDULE, { Target: { RoleArn: joinedWith(':role/mine') } }],
      refused: ALL_OF_ITS_TYPE,
    },
  },
};

export const triggerOptions: PropTable<TriggerOptions> = {
  build: (stack, options) =>
    scheduleOptions.build(stack, { command: AirflowCommand.trigger('d', options) }),
  props: {
    conf: {
      accepted: () => ({ conf: { full: true } }),
      shows: () => inputWith(String.raw`\\"conf\\":{\\"full\\":true}`),
      refused: {
        given: () => ({ conf: ['full'] }),
        error: 'trigger.conf is a list: give a JSON object, for example {"key": "value"}',
      },
      atDeployment: { given: ({ text, number }) => ({ conf: { text, number } }) },
    },
  },
};
