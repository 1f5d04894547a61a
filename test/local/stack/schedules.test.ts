import { ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { advanceClock, restoreClock } from '../../../local/clock';
import { readMessages } from '../../../local/demo/queues';
import type { StackEvent } from '../../../local/stack/events';
import { type ScheduleSpec, Schedules } from '../../../local/stack/schedules';
import { createQueue, messagesIn, testAws } from '../../support/aws';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SEND_MESSAGE = 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage';
const TIME = '<aws.scheduler.scheduled-time>';

function daily(QueueUrl: string, fields: Partial<ScheduleSpec> = {}): ScheduleSpec {
  return {
    name: 'daily',
    expression: 'cron(0 6 * * ? *)',
    timeZone: 'UTC',
    paused: false,
    windowMs: 0,
    targetArn: SEND_MESSAGE,
    input: JSON.stringify({
      QueueUrl,
      MessageBody: `{"command":"version","id":"daily/${TIME}"}`,
      MessageGroupId: 'MyEnvironment',
      MessageDeduplicationId: `daily/${TIME}`,
    }),
    deadLetterQueueUrl: undefined,
    ...fields,
  };
}

/** Schedules that send to a client; they stop when the test has finished. */
function schedulesOf(sqs: SQSClient) {
  const events: StackEvent[] = [];
  const schedules = new Schedules(sqs, (event) => events.push(event));
  onTestFinished(() => schedules.stop());
  return { schedules, events };
}

async function receiveOne(sqs: SQSClient, QueueUrl: string) {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  return Messages[0];
}

describe('a schedule that is fired now', () => {
  it('sends its input with the time when it was due', async () => {
    const { sqs } = await testAws();
    const queueUrl = await createQueue(sqs, 'commands.fifo');
    const { schedules, events } = schedulesOf(sqs);
    schedules.add(daily(queueUrl));

    await schedules.fireNext('daily');

    const [event] = events;
    const due = event?.kind === 'scheduled' ? event.scheduledTime : '';
    expect(due).toMatch(/^\d{4}-\d\d-\d\dT06:00:00Z$/);
    expect(Date.parse(due)).toBeGreaterThan(Date.now());
    expect(await receiveOne(sqs, queueUrl)).toMatchObject({
      Body: `{"command":"version","id":"daily/${due}"}`,
      Attributes: { MessageGroupId: 'MyEnvironment', MessageDeduplicationId: `daily/${due}` },
    });
  });

  it('is queued once however often Scheduler delivers it', async () => {
    const { sqs } = await testAws();
    const queueUrl = await createQueue(sqs, 'commands.fifo');
    const { schedules, events } = schedulesOf(sqs);
    schedules.add(daily(queueUrl));

    await schedules.fireNext('daily', 3);

    expect(events).toHaveLength(3);
    expect(await messagesIn(sqs, queueUrl)).toBe(1);
  });

  it('goes to its dead-letter queue when the queue does not take it', async () => {
    const { sqs, endpoint } = await testAws();
    const deadLetterQueueUrl = await createQueue(sqs, 'schedule-dead-letters');
    const { schedules } = schedulesOf(sqs);
    const missing = `${endpoint}/000000000000/no-such-queue.fifo`;
    schedules.add(daily(missing, { deadLetterQueueUrl }));

    await schedules.fireNext('daily');

    const letter = JSON.parse((await receiveOne(sqs, deadLetterQueueUrl))?.Body ?? '{}');
    expect(letter).toMatchObject({ QueueUrl: missing, MessageGroupId: 'MyEnvironment' });
  });

  it('fails if the queue does not take it and there is no dead-letter queue', async () => {
    const { sqs, endpoint } = await testAws();
    const { schedules } = schedulesOf(sqs);
    schedules.add(daily(`${endpoint}/000000000000/no-such-queue.fifo`));

    await expect(schedules.fireNext('daily')).rejects.toThrow('does not exist');
  });

  it.each([
    ['nightly', {}, 'there is no schedule nightly'],
    ['daily', { expression: 'cron(0 6 * * ? 2020)' }, 'schedule daily is never due again'],
    ['daily', { paused: true }, 'schedule daily is paused'],
  ])('is refused: %s of %j', async (name, fields, message) => {
    const { schedules } = schedulesOf(fakeSqs().sqs);
    schedules.add(daily('url', fields));

    await expect(schedules.fireNext(name)).rejects.toThrow(message);
  });

  it('is refused when its target is not the one that the constructs declare', () => {
    const targetArn = 'arn:aws:scheduler:::aws-sdk:lambda:invoke';
    const { schedules } = schedulesOf(fakeSqs().sqs);

    expect(() => schedules.add(daily('url', { targetArn }))).toThrow(
      `the local stack cannot run the schedule target ${targetArn}: teach local/stack/schedule-target.ts`,
    );
  });
});

describe('a span of time on the virtual clock', () => {
  /** Runs schedules from the next whole day on for so many hours; tells what was sent, and when. */
  async function run(hours: number, specs: readonly Partial<ScheduleSpec>[]) {
    onTestFinished(restoreClock);
    const { sqs, send } = fakeSqs();
    const sentAt: number[] = [];
    send.mockImplementation(async () => ({ at: sentAt.push(Date.now()) }));
    const day = new Date(Math.ceil(Date.now() / DAY_MS + 1) * DAY_MS);
    await advanceClock(day.getTime() - Date.now());
    const { schedules, events } = schedulesOf(sqs);
    for (const [i, spec] of specs.entries())
      schedules.add(daily('url', { name: `s${i}`, ...spec }));
    await schedules.runUntil(new Date(day.getTime() + hours * HOUR_MS));
    return {
      schedules,
      day,
      sentAt: sentAt.map((at) => Math.floor((at - day.getTime()) / 60_000)),
      sent: events.map((event) =>
        event.kind === 'scheduled' ? `${event.schedule} ${event.scheduledTime.slice(11, 16)}` : '',
      ),
    };
  }

  const HOURLY = { expression: 'cron(0 * * * ? *)' };

  it('sends the firings of all schedules in order, each at its time, and ends at the end', async () => {
    const { sent, sentAt, day } = await run(3, [HOURLY, { expression: 'cron(30 0/2 * * ? *)' }]);

    expect(sent).toEqual(['s1 00:30', 's0 01:00', 's0 02:00', 's1 02:30', 's0 03:00']);
    expect(sentAt).toEqual([30, 60, 120, 150, 180]);
    expect(Math.floor((Date.now() - day.getTime()) / 60_000)).toBe(180);
  });

  it('goes on where it stopped, and sends nothing twice', async () => {
    const { schedules, day, sentAt } = await run(2, [HOURLY]);
    const { length } = sentAt;

    await schedules.runUntil(new Date(day.getTime() + 2 * HOUR_MS + 60_000));

    expect(length).toBe(2);
    await expect(schedules.runUntil(day)).rejects.toThrow(`${day.toISOString()} has passed`);
  });

  it('leaves out those that are paused', async () => {
    expect((await run(2, [{ ...HOURLY, paused: true }])).sent).toEqual([]);
  });

  it('sends a firing with a flexible window within it, still named by its time', async () => {
    const { sent, sentAt } = await run(3, [{ ...HOURLY, windowMs: 20 * 60_000 }]);

    expect(sent.slice(0, 2)).toEqual(['s0 01:00', 's0 02:00']);
    for (const [i, at] of sentAt.entries()) {
      expect(at).toBeGreaterThan(60 * (i + 1));
      expect(at).toBeLessThan(60 * (i + 1) + 20);
    }
  });
});

describe('a firing that Scheduler delivers again', () => {
  it('is the same message: none more within five minutes, and after that one of the same id', async () => {
    onTestFinished(restoreClock);
    const { sqs } = await testAws();
    const queueUrl = await createQueue(sqs, 'commands.fifo');
    const { schedules } = schedulesOf(sqs);
    schedules.add(daily(queueUrl));
    const due = new Date('2030-01-01T06:00:00Z');

    for (let i = 0; i < 2; i++) await schedules.deliver('daily', due);
    expect(await messagesIn(sqs, queueUrl)).toBe(1);
    await advanceClock(5 * 60_000 + 1);
    await schedules.deliver('daily', due);

    expect(await messagesIn(sqs, queueUrl)).toBe(2);
    const bodies = (await readMessages(sqs, queueUrl)).map(({ Body }) => Body);
    expect(new Set(bodies)).toEqual(
      new Set(['{"command":"version","id":"daily/2030-01-01T06:00:00Z"}']),
    );
  });
});

describe('a schedule by the wall clock', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('fires whenever it is due, and no more once stopped', async () => {
    vi.useFakeTimers({ now: new Date('2026-01-01T00:00:00Z') });
    const { sqs, send } = fakeSqs();
    const { schedules, events } = schedulesOf(sqs);
    schedules.add(daily('url', { expression: 'rate(5 minutes)' }));

    await vi.advanceTimersByTimeAsync(5 * 60_000 - 1);
    expect(events).toEqual([]);
    await vi.advanceTimersByTimeAsync(5 * 60_000 + 1);
    schedules.stop();
    await vi.advanceTimersByTimeAsync(60 * 60_000);

    expect(events).toEqual(
      ['2026-01-01T00:05:00Z', '2026-01-01T00:10:00Z'].map((scheduledTime) => ({
        kind: 'scheduled',
        schedule: 'daily',
        scheduledTime,
      })),
    );
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('fires once at a time further off than a timer can hold', async () => {
    vi.useFakeTimers({ now: new Date('2026-01-01T00:00:00Z') });
    const { sqs } = fakeSqs();
    const { schedules, events } = schedulesOf(sqs);
    schedules.add(daily('url', { expression: 'at(2026-03-01T12:00:00)' }));

    await vi.advanceTimersByTimeAsync(120 * 86_400_000);

    expect(events).toEqual([
      { kind: 'scheduled', schedule: 'daily', scheduledTime: '2026-03-01T12:00:00Z' },
    ]);
  });

  it('stays well when the queue does not take what it sends', async () => {
    vi.useFakeTimers({ now: new Date('2026-01-01T00:00:00Z') });
    const { sqs, send } = fakeSqs();
    send.mockRejectedValue(new Error('no such queue'));
    const { schedules, events } = schedulesOf(sqs);
    schedules.add(daily('url', { expression: 'rate(5 minutes)' }));

    await vi.advanceTimersByTimeAsync(10 * 60_000);

    expect(events.filter(({ kind }) => kind === 'scheduled')).toHaveLength(2);
  });
});

function fakeSqs() {
  const send = vi.fn(async () => ({}));
  return { sqs: { send } as unknown as SQSClient, send };
}
