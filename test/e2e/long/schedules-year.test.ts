import { PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { Duration, TimeZone } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { afterEach, describe, expect, it } from 'vitest';
import { parseMessage } from '../../../lambda/contract/message';
import { AirflowCommand, type CommandScheduleOptions } from '../../../lib';
import { advanceClock, restoreClock } from '../../../local/clock';
import type { TemplateResource } from '../../../local/stack/assembly';
import type { LocalStack } from '../../../local/stack/local-stack';
import { runStack } from '../../support/local-stack';
import { type LocalMinute, minutesOf } from '../../support/schedule-oracle';
import { queueInStack } from '../../support/template';

const DAY_MS = 86_400_000;
const BERLIN = TimeZone.EUROPE_BERLIN;
const NEW_YEAR = new Date('2030-01-01T00:00:00Z');
const NEXT_YEAR = new Date('2031-01-01T00:00:00Z');

type Options = Omit<CommandScheduleOptions, 'command'>;

const cron = (fields: string): Options => ({
  schedule: ScheduleExpression.expression(`cron(${fields})`, BERLIN),
});

/** A schedule, and when its clocks show that it is due. */
interface Case {
  readonly options: Options;
  readonly isDue: (minute: LocalMinute) => boolean;
}

const START = new Date('2030-04-10T13:00:00Z');
const END = new Date('2030-09-05T04:00:00Z');

/** All but rates go by the clocks: what these show a second time is not due again. */
const byTheClock =
  (isDue: (minute: LocalMinute) => boolean) =>
  (minute: LocalMinute): boolean =>
    !minute.isRepeated && isDue(minute);

const CASES: Readonly<Record<string, Case>> = {
  hourly: { options: cron('0 * * * ? *'), isDue: byTheClock(({ minute }) => minute === 0) },
  'daily-at-half-past-two': {
    options: cron('30 2 * * ? *'),
    isDue: byTheClock(({ hour, minute }) => hour === 2 && minute === 30),
  },
  'daily-at-six': {
    options: { ...cron('0 6 * * ? *'), flexibleWindow: Duration.minutes(15) },
    isDue: byTheClock(({ hour, minute }) => hour === 6 && minute === 0),
  },
  'monday-to-friday': {
    options: cron('45 17 ? * MON-FRI *'),
    isDue: byTheClock((m) => m.weekday > 0 && m.weekday < 6 && m.hour === 17 && m.minute === 45),
  },
  'weekly-on-sunday': {
    options: cron('15 2 ? * 1 *'),
    isDue: byTheClock((m) => m.weekday === 0 && m.hour === 2 && m.minute === 15),
  },
  'last-day-of-the-month': {
    options: cron('0 0 L * ? *'),
    isDue: byTheClock((m) => m.isLastDayOfMonth && m.hour === 0 && m.minute === 0),
  },
  'every-three-days': {
    options: { schedule: ScheduleExpression.rate(Duration.days(3)), start: START },
    isDue: ({ time }) => time >= START.getTime() && (time - START.getTime()) % (3 * DAY_MS) === 0,
  },
  once: {
    options: { schedule: ScheduleExpression.expression('at(2030-07-14T20:15:00)', BERLIN) },
    isDue: ({ time }) => time === Date.parse('2030-07-14T18:15:00Z'),
  },
  'for-a-while': {
    options: { ...cron('0 6 * * ? *'), start: START, end: END },
    isDue: byTheClock(
      (m) => m.hour === 6 && m.minute === 0 && m.time >= START.getTime() && m.time <= END.getTime(),
    ),
  },
  paused: { options: { ...cron('0 * * * ? *'), paused: true }, isDue: () => false },
};

/** Queue and schedules of a synthesized stack, running from a time on; nobody takes the messages. */
async function runSchedules(from: Date, schedules: Readonly<Record<string, Options>>) {
  await advanceClock(from.getTime() - Date.now());
  const { stack, queue } = queueInStack();
  const command = AirflowCommand.text('dags unpause report');
  for (const [name, options] of Object.entries(schedules)) {
    queue.addSchedule(name, { ...options, command });
  }
  const { Resources } = Template.fromStack(stack).toJSON() as {
    readonly Resources: Readonly<Record<string, TemplateResource>>;
  };
  const kept = Object.entries(Resources).filter(([, { Type }]) =>
    ['AWS::IAM::Role', 'AWS::SQS::Queue', 'AWS::Scheduler::Schedule'].includes(Type),
  );
  const running = await runStack(Object.fromEntries(kept));
  const [commands = ''] = kept.find(([, { Properties }]) => Properties?.VisibilityTimeout) ?? [];
  return { stack: running.stack, queueUrl: `${running.queueUrl(commands)}.fifo` };
}

/** Takes all messages out of the queue: looks at all at once, which SQS itself gives ten by ten. */
async function takeAll(
  { sqs, endpoint }: LocalStack,
  QueueUrl: string,
): Promise<readonly string[]> {
  const answer = await fetch(`${endpoint}/_fauxqs/queues/${QueueUrl.split('/').at(-1)}`);
  const { messages } = (await answer.json()) as Inspection;
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  return messages.ready.map(({ body }) => body);
}

interface Inspection {
  readonly messages: { readonly ready: readonly { readonly body: string }[] };
}

const idsOf = (bodies: readonly string[]) => bodies.map((body) => parseMessage(body).id ?? '');

afterEach(restoreClock);

describe('a year of schedules', () => {
  it('has one message for each time that the clocks show, and no other', async () => {
    const expected: string[] = [];
    for (const minute of minutesOf(NEW_YEAR, NEXT_YEAR, BERLIN.timezoneName)) {
      const time = new Date(minute.time).toISOString().replace('.000Z', 'Z');
      for (const [name, { isDue }] of Object.entries(CASES)) {
        // What is due when the stack is started is due before it is there.
        if (minute.time > NEW_YEAR.getTime() && isDue(minute)) expected.push(`${name}/${time}`);
      }
    }
    const options = Object.entries(CASES).map(([name, c]): [string, Options] => [name, c.options]);
    const { stack, queueUrl } = await runSchedules(NEW_YEAR, Object.fromEntries(options));

    const ids: string[] = [];
    // SQS keeps a message two weeks: they are taken out before.
    for (let week = 1; week <= 53; week++) {
      const end = Math.min(NEW_YEAR.getTime() + week * 7 * DAY_MS, NEXT_YEAR.getTime() + 59_000);
      await stack.schedules.runUntil(new Date(end));
      ids.push(...idsOf(await takeAll(stack, queueUrl)));
    }

    expect(ids.toSorted()).toEqual(expected.toSorted());
    expect(countOf(ids, 'daily-at-half-past-two/2030-03-3')).toBe(1); // not on the 31st
    expect(countOf(ids, 'daily-at-half-past-two/2030-10-27')).toBe(1);
    expect(countOf(ids, 'hourly')).toBe(365 * 24 - 1); // 23 hours, and once 25 with one shown twice
  }, 300_000);
});

describe('a day of a constant command every minute', () => {
  it('loses none to the deduplication of SQS', async () => {
    const { stack, queueUrl } = await runSchedules(NEW_YEAR, { minutely: cron('* * * * ? *') });

    await stack.schedules.runUntil(new Date(NEW_YEAR.getTime() + DAY_MS));

    const bodies = await takeAll(stack, queueUrl);
    expect(bodies).toHaveLength(1440);
    expect(new Set(bodies)).toHaveLength(1440);
  });
});

describe('a firing that Scheduler sends again', () => {
  it('adds no message within five minutes, and later one of the same id', async () => {
    const { stack, queueUrl } = await runSchedules(NEW_YEAR, { daily: cron('0 6 * * ? *') });
    const due = new Date('2030-01-01T05:00:00Z');
    await stack.schedules.runUntil(due);
    const [name = ''] = stack.schedules.names;

    await stack.schedules.deliver(name, due);
    const first = await takeAll(stack, queueUrl);
    await advanceClock(5 * 60_000 + 1000);
    await stack.schedules.deliver(name, due);
    const later = await takeAll(stack, queueUrl);

    expect(idsOf(first)).toEqual(['daily/2030-01-01T05:00:00Z']);
    expect(later).toEqual(first);
  });
});

function countOf(ids: readonly string[], start: string): number {
  return ids.filter((id) => id.startsWith(start)).length;
}
