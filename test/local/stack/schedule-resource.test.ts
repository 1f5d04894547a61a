import { describe, expect, it, onTestFinished } from 'vitest';
import { advanceClock, restoreClock } from '../../../local/clock';
import type { TemplateResource } from '../../../local/stack/assembly';
import { messagesIn } from '../../support/aws';
import { fifoQueue, runStack } from '../../support/local-stack';

const DAY_MS = 86_400_000;
const TIME = '<aws.scheduler.scheduled-time>';

function scheduleOf(properties: object): TemplateResource {
  const send = {
    QueueUrl: 'QUEUE',
    MessageBody: 'version',
    MessageGroupId: 'g',
    MessageDeduplicationId: TIME,
  };
  const [before = '', after = ''] = JSON.stringify(send).split('QUEUE');
  return {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      FlexibleTimeWindow: { Mode: 'OFF' },
      ScheduleExpression: 'cron(0 6 * * ? *)',
      State: 'ENABLED',
      Target: {
        Arn: 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage',
        Input: { 'Fn::Join': ['', [before, { Ref: 'Commands' }, after]] },
        RoleArn: 'arn:aws:iam::000000000000:role/schedules',
      },
      ...properties,
    },
  };
}

/** Runs a schedule for the ten days from the next whole day on. */
async function tenDays(propertiesOf: (day: (n: number) => string) => object) {
  onTestFinished(restoreClock);
  const start = Math.ceil(Date.now() / DAY_MS + 1) * DAY_MS;
  const day = (n: number) => new Date(start + n * DAY_MS).toISOString();
  await advanceClock(start - Date.now());
  const { stack, queueUrl } = await runStack({
    Commands: fifoQueue(30),
    Daily: scheduleOf(propertiesOf(day)),
  });
  await stack.schedules.runUntil(new Date(day(10)));
  return messagesIn(stack.sqs, `${queueUrl('Commands')}.fifo`);
}

describe('a schedule of a template', () => {
  it('sends its input at its times', async () => {
    expect(await tenDays(() => ({}))).toBe(10);
  });

  it('has its start, its end and its time zone', async () => {
    const count = await tenDays((day) => ({
      StartDate: day(2),
      EndDate: day(5),
      ScheduleExpressionTimezone: 'Asia/Kolkata',
    }));

    expect(count).toBe(3);
  });

  it('is silent when it is disabled', async () => {
    expect(await tenDays(() => ({ State: 'DISABLED' }))).toBe(0);
  });

  it('may send later than due, within its window', async () => {
    const FlexibleTimeWindow = { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 };

    expect(await tenDays(() => ({ FlexibleTimeWindow }))).toBe(10);
  });

  it.each<[string, object, string]>([
    ['without a window', { FlexibleTimeWindow: undefined }, 'FlexibleTimeWindow: '],
    [
      'with a window of no length',
      { FlexibleTimeWindow: { Mode: 'FLEXIBLE' } },
      'FlexibleTimeWind',
    ],
    ['of another state', { State: 'ON' }, 'State: '],
    ['with a start that is no time', { StartDate: 'tomorrow' }, 'StartDate: '],
    ['of a group of its own', { GroupName: 'g' }, 'Unrecognized key: "GroupName"'],
  ])('is refused %s', async (_, properties, message) => {
    await expect(tenDays(() => properties)).rejects.toThrow(
      `the local stack cannot run the schedule Daily: ${message}`,
    );
  });
});
