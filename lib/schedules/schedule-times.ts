import { type Duration, Token } from 'aws-cdk-lib';
import { type ScheduleExpression, TimeWindow } from 'aws-cdk-lib/aws-scheduler';
import { MAX_EXPIRY_SECONDS } from '../../lambda/contract/limits';

/** When a schedule fires, and for how long a firing is good. */
export interface ScheduleTimes {
  readonly schedule: ScheduleExpression;
  readonly start?: Date;
  readonly end?: Date;
  readonly flexibleWindow?: Duration;
  readonly expiresAfter?: Duration;
}

/** What Scheduler takes (EventBridge Scheduler User Guide, "Schedule types"). */
export const EXPRESSION = {
  pattern: /^(at|cron|rate)\(.+\)$/,
  rule: 'give rate(…), cron(…) or at(…), for example "cron(0 6 * * ? *)"',
} as const;

/** The length of a window in minutes (EventBridge Scheduler API reference, FlexibleTimeWindow). */
export const WINDOW = { least: 1, most: 1440 } as const;

/** How late Scheduler may be at any rate (User Guide, "Schedule types": 60 second precision). */
const PRECISION_SECONDS = 60;

/**
 * Tells what is wrong with a schedule's times: the option, its value and what it may be. What Scheduler
 * would ignore is wrong as well.
 *
 * @returns nothing when they fit together
 */
export function faultOfTimes(times: ScheduleTimes): string | undefined {
  return (
    faultOfExpression(times) ?? faultOfSpan(times) ?? faultOfWindow(times) ?? faultOfExpiry(times)
  );
}

/** Scheduler's window, which is off when there is none. */
export function timeWindow(window: Duration | undefined): TimeWindow {
  return window === undefined ? TimeWindow.off() : TimeWindow.flexible(window);
}

function faultOfExpression({ schedule: { expressionString } }: ScheduleTimes): string | undefined {
  if (Token.isUnresolved(expressionString) || EXPRESSION.pattern.test(expressionString)) return;
  return `schedule is ${JSON.stringify(expressionString)}: ${EXPRESSION.rule}`;
}

function faultOfSpan({ schedule, start, end }: ScheduleTimes): string | undefined {
  for (const [name, date] of Object.entries({ start, end })) {
    if (date === undefined) continue;
    if (!isDate(date)) {
      return `${name} is no date: give for example 2026-11-22T06:00:00Z`;
    }
    if (isOneTime(schedule)) {
      return `${name} is ${date.toISOString()}, and the schedule is ${schedule.expressionString}: leave ${name} out, a one-time schedule has its time and no other`;
    }
  }
  if (start === undefined || end === undefined || start < end) return undefined;
  return `end is ${end.toISOString()}: it must be after start, which is ${start.toISOString()}`;
}

/** By what it can do: in JavaScript it may be a text. */
function isDate(date: Date): boolean {
  return typeof date.getTime === 'function' && !Number.isNaN(date.getTime());
}

function isOneTime({ expressionString }: ScheduleExpression): boolean {
  return !Token.isUnresolved(expressionString) && expressionString.startsWith('at(');
}

function faultOfWindow({ flexibleWindow: window }: ScheduleTimes): string | undefined {
  if (window === undefined) return undefined;
  const minutes = window.toMinutes({ integral: false });
  if (Number.isInteger(minutes) && minutes >= WINDOW.least && minutes <= WINDOW.most) return;
  return `flexibleWindow is ${minutes} minutes: it must be ${WINDOW.least} to ${WINDOW.most} whole minutes; leave it out to fire on time`;
}

/** A shorter expiry than the window would drop firings that are not late at all. */
function faultOfExpiry({ flexibleWindow, expiresAfter }: ScheduleTimes): string | undefined {
  if (expiresAfter === undefined || expiresAfter.isUnresolved()) return undefined;
  const window = flexibleWindow?.toSeconds() ?? 0;
  const least = window + PRECISION_SECONDS;
  const seconds = expiresAfter.toSeconds({ integral: false });
  if (seconds >= least && seconds <= MAX_EXPIRY_SECONDS) return undefined;
  return `expiresAfter is ${seconds} seconds: it must be ${least} (flexibleWindow ${window} s + Scheduler's own ${PRECISION_SECONDS} s) to ${MAX_EXPIRY_SECONDS} seconds`;
}
