import { Duration, Lazy, TimeZone } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../../lambda/contract/message';
import { AirflowCommand, type CommandScheduleOptions } from '../../../lib';
import type { Intrinsic } from '../../../local/stack/intrinsics';
import { joined, propertiesOf, queueInStack } from '../../support/template';

const SCHEDULE = 'AWS::Scheduler::Schedule';
const SCHEDULED_TIME = '<aws.scheduler.scheduled-time>';
const START = new Date('2030-01-01T00:00:00Z');
const END = new Date('2030-12-31T00:00:00Z');
const ONCE = ScheduleExpression.at(START, TimeZone.EUROPE_BERLIN);

function templateOf(options: Partial<CommandScheduleOptions>): Template {
  const { stack, queue } = queueInStack();
  queue.addSchedule('daily', {
    schedule: ScheduleExpression.expression('cron(0 6 * * ? *)'),
    command: AirflowCommand.text('version'),
    ...options,
  });
  return Template.fromStack(stack);
}

/** The message of the firing that was due at six, as the runner reads it. */
function messageOf(options: Partial<CommandScheduleOptions>) {
  const [properties] = propertiesOf<{ readonly Target: { readonly Input: Intrinsic } }>(
    templateOf(options),
    SCHEDULE,
  );
  const input = joined(properties?.Target.Input ?? '').replaceAll(
    SCHEDULED_TIME,
    '2030-01-01T06:00:00Z',
  );
  return parseMessage((JSON.parse(input) as { readonly MessageBody: string }).MessageBody);
}

const refused = (options: Partial<CommandScheduleOptions>, fault: string) =>
  expect(() => templateOf(options)).toThrow(new Error(`schedule "daily": ${fault}`));

describe('start and end', () => {
  it('are handed on to Scheduler, each of them alone too', () => {
    templateOf({ start: START, end: END }).hasResourceProperties(SCHEDULE, {
      StartDate: '2030-01-01T00:00:00.000Z',
      EndDate: '2030-12-31T00:00:00.000Z',
    });
    expect(propertiesOf(templateOf({ start: START }), SCHEDULE)[0]).not.toHaveProperty('EndDate');
    expect(propertiesOf(templateOf({ end: END }), SCHEDULE)[0]).not.toHaveProperty('StartDate');
  });

  it.each([START, END])('fails if the end is not after the start: %s', (start) => {
    refused(
      { start, end: START },
      `end is 2030-01-01T00:00:00.000Z: it must be after start, which is ${start.toISOString()}`,
    );
  });

  it.each([
    { name: 'start', options: { start: START } },
    { name: 'end', options: { end: START } },
  ])(
    'fails if a one-time schedule has a $name, which Scheduler would ignore',
    ({ name, options }) => {
      refused(
        { schedule: ONCE, ...options },
        `${name} is 2030-01-01T00:00:00.000Z, and the schedule is at(2030-01-01T00:00:00): leave ${name} out, a one-time schedule has its time and no other`,
      );
    },
  );

  it('fails if one is no date', () => {
    refused({ end: new Date('soon') }, 'end is no date: give for example 2026-11-22T06:00:00Z');
  });
});

describe('a one-time schedule', () => {
  it('has its time, and its time zone', () => {
    templateOf({ schedule: ONCE }).hasResourceProperties(SCHEDULE, {
      ScheduleExpression: 'at(2030-01-01T00:00:00)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
    });
  });
});

describe('paused', () => {
  it.each([
    [{ paused: true }, 'DISABLED'],
    [{ paused: false }, 'ENABLED'],
    [{}, 'ENABLED'],
  ])('%j is %s', (options, State) => {
    templateOf(options).hasResourceProperties(SCHEDULE, { State });
  });
});

describe('flexibleWindow', () => {
  it.each([
    [Duration.minutes(1), 1],
    [Duration.minutes(15), 15],
    [Duration.hours(24), 1440],
  ])('may be %s', (flexibleWindow, MaximumWindowInMinutes) => {
    templateOf({ flexibleWindow }).hasResourceProperties(SCHEDULE, {
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes },
    });
  });

  it.each([
    [Duration.seconds(0), 0],
    [Duration.seconds(90), 1.5],
    [Duration.minutes(1441), 1441],
  ])('fails if it is %s', (flexibleWindow, minutes) => {
    refused(
      { flexibleWindow },
      `flexibleWindow is ${minutes} minutes: it must be 1 to 1440 whole minutes; leave it out to fire on time`,
    );
  });
});

describe('expiresAfter', () => {
  it('says in the message how old a firing may be, counted from when it was due', () => {
    expect(messageOf({ expiresAfter: Duration.minutes(30) }).expires).toEqual({
      after: 1800,
      since: Date.parse('2030-01-01T06:00:00Z'),
    });
  });

  it('may be left out: a firing waits for its turn', () => {
    expect(messageOf({})).not.toHaveProperty('expires');
  });

  it.each([
    [Duration.minutes(1), undefined],
    [Duration.days(14), undefined],
    [Duration.minutes(16), Duration.minutes(15)],
  ])('may be %s with the window %s', (expiresAfter, flexibleWindow) => {
    expect(messageOf({ expiresAfter, flexibleWindow }).expires?.after).toBe(
      expiresAfter.toSeconds(),
    );
  });

  it.each([
    [Duration.seconds(59), undefined, '60 (flexibleWindow 0 s'],
    [Duration.millis(60_500), Duration.minutes(1), '120 (flexibleWindow 60 s'],
    [Duration.minutes(15), Duration.minutes(15), '960 (flexibleWindow 900 s'],
    [Duration.days(15), undefined, '60 (flexibleWindow 0 s'],
  ])('fails if it is %s with the window %s', (expiresAfter, flexibleWindow, least) => {
    const seconds = expiresAfter.toSeconds({ integral: false });
    refused(
      { expiresAfter, flexibleWindow },
      `expiresAfter is ${seconds} seconds: it must be ${least} + Scheduler's own 60 s) to 1209600 seconds`,
    );
  });
});

it('durations that are known only at deployment pass', () => {
  const late = Duration.seconds(Lazy.number({ produce: () => 60 }));

  expect(() =>
    queueInStack().queue.addSchedule('daily', {
      schedule: ScheduleExpression.expression('rate(1 day)'),
      command: AirflowCommand.text('version'),
      expiresAfter: late,
    }),
  ).not.toThrow();
});
