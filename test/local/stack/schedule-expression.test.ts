import { describe, expect, it } from 'vitest';
import { nextFiring } from '../../../local/stack/schedule-expression';

/** A Thursday. */
const NEW_YEAR = '2026-01-01T00:00:00Z';

function next(expression: string, { zone = 'UTC', since = NEW_YEAR, after = NEW_YEAR } = {}) {
  return nextFiring(expression, zone, new Date(since), new Date(after))
    ?.toISOString()
    .replace(':00.000Z', 'Z');
}

describe('rate', () => {
  it.each([
    ['rate(1 minute)', NEW_YEAR, '2026-01-01T00:01Z'],
    ['rate(5 minutes)', NEW_YEAR, '2026-01-01T00:05Z'],
    ['rate(5 minutes)', '2026-01-01T00:04:59Z', '2026-01-01T00:05Z'],
    ['rate(5 minutes)', '2026-01-01T00:05:00Z', '2026-01-01T00:10Z'],
    ['rate(12 hours)', '2026-01-03T13:00:00Z', '2026-01-04T00:00Z'],
    ['rate(7 days)', NEW_YEAR, '2026-01-08T00:00Z'],
    ['rate(1 hour)', '2025-06-01T00:00:00Z', '2026-01-01T01:00Z'],
  ])('%s counts from when the schedule was made: after %s comes %s', (expression, after, due) => {
    expect(next(expression, { after })).toBe(due);
  });
});

describe('cron', () => {
  it.each([
    ['every day at six', 'cron(0 6 * * ? *)', '2026-01-01T06:00Z'],
    ['every quarter of an hour', 'cron(0/15 * * * ? *)', '2026-01-01T00:15Z'],
    ['every quarter of an hour, with *', 'cron(*/15 * * * ? *)', '2026-01-01T00:15Z'],
    ['weekday 1, which is Sunday', 'cron(0 6 ? * 1 *)', '2026-01-04T06:00Z'],
    ['weekday 7, which is Saturday', 'cron(0 6 ? * 7 *)', '2026-01-03T06:00Z'],
    ['weekdays 2 to 4, Monday to Wednesday', 'cron(0 6 ? * 2-4 *)', '2026-01-05T06:00Z'],
    ['weekdays 1 and 3', 'cron(0 6 ? * 1,3 *)', '2026-01-04T06:00Z'],
    ['every second weekday from 3, Tuesday', 'cron(0 6 ? * 3/2 *)', '2026-01-01T06:00Z'],
    ['a weekday by its name', 'cron(0 6 ? * FRI *)', '2026-01-02T06:00Z'],
    ['weekdays by their names', 'cron(0 6 ? * MON-WED *)', '2026-01-05T06:00Z'],
    ['the third Friday (6)', 'cron(0 6 ? * 6#3 *)', '2026-01-16T06:00Z'],
    ['the last Friday (6)', 'cron(0 6 ? * 6L *)', '2026-01-30T06:00Z'],
    ['the last day of the week', 'cron(0 6 ? * L *)', '2026-01-03T06:00Z'],
    ['the last day of the month', 'cron(0 6 L * ? *)', '2026-01-31T06:00Z'],
    ['the last day of February', 'cron(0 6 L 2 ? *)', '2026-02-28T06:00Z'],
    ['the weekday nearest to a Sunday', 'cron(0 6 15W 2 ? *)', '2026-02-16T06:00Z'],
    ['every fifth day from the second', 'cron(0 6 2/5 * ? *)', '2026-01-02T06:00Z'],
    ['hours in a range with a step', 'cron(0 8-18/5 * * ? *)', '2026-01-01T08:00Z'],
    ['months by name', 'cron(0 6 1 MAR,JUL ? *)', '2026-03-01T06:00Z'],
    ['one year', 'cron(0 6 * * ? 2028)', '2028-01-01T06:00Z'],
    ['years in a range', 'cron(0 6 * * ? 2027-2030)', '2027-01-01T06:00Z'],
    ['every second year', 'cron(0 6 * * ? 2027/2)', '2027-01-01T06:00Z'],
  ])('is due: %s', (_, expression, due) => {
    expect(next(expression)).toBe(due);
  });

  it.each([
    ['Europe/Berlin', NEW_YEAR, '2026-01-01T05:00Z'],
    ['Europe/Berlin', '2026-07-01T00:00:00Z', '2026-07-01T04:00Z'],
    ['America/New_York', NEW_YEAR, '2026-01-01T11:00Z'],
    ['Asia/Kolkata', NEW_YEAR, '2026-01-01T00:30Z'],
  ])('means the time of its zone: %s after %s', (zone, after, due) => {
    expect(next('cron(0 6 * * ? *)', { zone, after })).toBe(due);
  });

  it('comes after the time that is given, not at it', () => {
    expect(next('cron(0 6 * * ? *)', { after: '2026-01-01T06:00:00Z' })).toBe('2026-01-02T06:00Z');
  });
});

describe('at', () => {
  it.each([
    ['UTC', '2026-05-01T10:00Z'],
    ['Europe/Berlin', '2026-05-01T08:00Z'],
  ])('is due once, in the time of its zone: %s', (zone, due) => {
    expect(next('at(2026-05-01T10:00:00)', { zone })).toBe(due);
  });
});

describe('never due again', () => {
  it.each(['at(2025-05-01T10:00:00)', 'at(2026-01-01T00:00:00)', 'cron(0 6 * * ? 2025)'])(
    'is %s',
    (expression) => {
      expect(next(expression)).toBeUndefined();
    },
  );
});

describe('a text that Scheduler does not take is refused', () => {
  it.each([
    ['daily', 'schedule expression daily is none of rate(…), cron(…), at(…)'],
    ['rate()', 'schedule expression rate() is none of rate(…), cron(…), at(…)'],
    ['rate(0 minutes)', 'rate(0 minutes) is no rate: give for example rate(5 minutes)'],
    ['rate(5 weeks)', 'rate(5 weeks) is no rate: '],
    ['rate(1.5 hours)', 'rate(1.5 hours) is no rate: '],
    ['cron(0 6 * * *)', 'cron(0 6 * * *) is no schedule: give six fields, and ? for the day of '],
    ['cron(0 0 6 * * ? *)', 'cron(0 0 6 * * ? *) is no schedule: give six fields'],
    ['cron(0 6 1 * MON *)', 'cron(0 6 1 * MON *) is no schedule: '],
    ['cron(0 6 ? * ? *)', 'cron(0 6 ? * ? *) is no schedule: '],
    ['cron(60 6 * * ? *)', 'cron(60 6 * * ? *) in UTC: '],
    ['cron(0 6 ? * 0 *)', '0 is no day of the week: give 1 (Sunday) to 7, or SUN to SAT'],
    ['cron(0 6 ? * 2-8 *)', '8 is no day of the week: '],
    ['at(tomorrow)', 'at(tomorrow) is no time: give for example at(2026-11-22T06:00:00)'],
    ['at(* * * * *)', 'at(* * * * *) is no time: '],
    ['at(2026-13-01T00:00:00)', 'at(2026-13-01T00:00:00) in UTC: '],
  ])('%s', (expression, message) => {
    expect(() => next(expression)).toThrow(message);
  });

  it('and so is an unknown time zone', () => {
    expect(() => next('cron(0 6 * * ? *)', { zone: 'Mars/North' })).toThrow(
      'cron(0 6 * * ? *) in Mars/North: ',
    );
  });
});
