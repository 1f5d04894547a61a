import { Duration, TimeZone } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { z } from 'zod';
import type { CommandScheduleOptions } from '../lib';
import {
  EXPRESSION,
  faultOfTimes,
  type ScheduleTimes,
  WINDOW,
} from '../lib/schedules/schedule-times';
import { checkOneCommand, commandFields, commandOf } from './command-config';

const text = z.string().min(1);
const time = z.iso.datetime({
  offset: true,
  error: 'give ISO 8601 with a time zone, for example "2026-11-22T06:00:00Z"',
});

const WINDOW_RULE = `give whole minutes, ${WINDOW.least} to ${WINDOW.most}`;

/** One of an environment's `schedules`. */
export const scheduleConfig = z
  .strictObject({
    name: text,
    expression: z.string().regex(EXPRESSION.pattern, EXPRESSION.rule),
    timeZone: text
      .refine(isTimeZone, 'give a time zone of the IANA database, for example "Europe/Berlin"')
      .optional(),
    ...commandFields,
    start: time.optional(),
    end: time.optional(),
    flexibleWindowMinutes: z
      .int()
      .min(WINDOW.least, WINDOW_RULE)
      .max(WINDOW.most, WINDOW_RULE)
      .optional(),
    paused: z.boolean().optional(),
    expiresAfterMinutes: z.int().positive().optional(),
  })
  .superRefine((schedule, context) => {
    checkOneCommand(schedule, context);
    const fault = faultOfTimes(timesOf(schedule));
    if (fault !== undefined) context.addIssue(`does not fit together: ${fault}`);
  });

export type ScheduleConfig = z.infer<typeof scheduleConfig>;

/** @throws Error for a command that no message may hold */
export function scheduleOptions(config: ScheduleConfig): CommandScheduleOptions {
  return {
    ...timesOf(config),
    scheduleName: config.name,
    command: commandOf(config),
    paused: config.paused,
  };
}

function timesOf(config: ScheduleConfig): ScheduleTimes {
  const { expression, timeZone, start, end } = config;
  return {
    schedule: ScheduleExpression.expression(
      expression,
      timeZone === undefined ? undefined : TimeZone.of(timeZone),
    ),
    start: start === undefined ? undefined : new Date(start),
    end: end === undefined ? undefined : new Date(end),
    flexibleWindow: minutes(config.flexibleWindowMinutes),
    expiresAfter: minutes(config.expiresAfterMinutes),
  };
}

function minutes(count: number | undefined): Duration | undefined {
  return count === undefined ? undefined : Duration.minutes(count);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
