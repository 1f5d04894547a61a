import { describe, expect, it } from 'vitest';
import { nextFiring } from '../../../local/stack/schedule-expression';

/** A Thursday. */
const NEW_YEAR = '2026-01-01T00:00:00Z';

interface Given {
  readonly zone?: string;
  readonly since?: string;
  readonly start?: string;
  readonly end?: string;
  readonly after?: string;
}

function next(expression: string, given: Given = {}) {
  const { zone = 'UTC', since = NEW_YEAR, start, end, after = NEW_YEAR } = given;
  const timing = {
    expression,
    timeZone: zone,
    since: new Date(since),
    start: start === undefined ? undefined : new Date(start),
    end: end === undefined ? undefined : new Date(end),
  };
  return nextFiring(timing, new Date(after))?.toISOString().replace(':00.000Z', 'Z');
}

/** All firings of two days, from a time on. */
function twoDays(expression: string, zone: string, from: string): readonly string[] {
  const last = new Date(Date.parse(from) + 48 * 3_600_000).toISOString();
  const found: string[] = [];
  let due = next(expression, { zone, after: from, end: last });
  while (due !== undefined) {
    found.push(due);
    due = next(expression, { zone, after: due.replace('Z', ':00Z'), end: last });
  }
  return found;
}

describe('rate', () => {
  it.each([
    ['rate(1 minute)', NEW_YEAR, '2026-01-01T00:01Z'],
    ['rate(5 minutes)', NEW_YEAR, '2026-01-01T00:05Z'],
    ['rate(5 minutes)', '2026-01-01T00:04:59Z', '2026-01-01T00:05Z'],
    ['rate(5 minutes)', '2026-01-01T00:05:00Z', '2026-01-01T00:10Z'],
    ['rate(12 hours)', '2026-01-03T13:00:00Z', '2026-01-04T00:00Z'],
    ['rate(7 days)', NEW_YEAR, '2026-01-08T00:00Z'],
    ['rate(1 hour)', '2025-06-01T00:00:00Z', '2026-01-01T00:00Z'],
  ])('%s counts from when the schedule was made: after %s comes %s', (expression, after, due) => {
    expect(next(expression, { after })).toBe(due);
  });
});

describe('a start', () => {
  const start = '2026-02-01T12:00:00Z';

  it.each([
    ['rate(7 days)', NEW_YEAR, '2026-02-01T12:00Z'],
    ['rate(7 days)', start, '2026-02-08T12:00Z'],
    ['cron(0 6 * * ? *)', NEW_YEAR, '2026-02-02T06:00Z'],
    ['cron(0 12 * * ? *)', NEW_YEAR, '2026-02-01T12:00Z'],
    ['cron(0 12 * * ? *)', '2026-03-01T12:00:00Z', '2026-03-02T12:00Z'],
    ['at(2026-01-05T10:00:00)', NEW_YEAR, '2026-01-05T10:00Z'],
  ])('is the earliest that %s is due: after %s comes %s', (expression, after, due) => {
    expect(next(expression, { start, after })).toBe(due);
  });
});

describe('an end', () => {
  const end = '2026-01-03T06:00:00Z';

  it.each([
    ['cron(0 6 * * ? *)', '2026-01-02T06:00:00Z', '2026-01-03T06:00Z'],
    ['cron(0 6 * * ? *)', end, undefined],
    ['rate(1 day)', '2026-01-02T06:00:00Z', '2026-01-03T00:00Z'],
    ['rate(1 day)', '2026-01-03T00:00:00Z', undefined],
    ['at(2026-01-05T10:00:00)', end, '2026-01-05T10:00Z'],
  ])('is the latest that %s is due: after %s comes %s', (expression, after, due) => {
    expect(next(expression, { end, after })).toBe(due);
  });
});

describe('the change of the clocks', () => {
  const BERLIN = 'Europe/Berlin';
  const SPRING = '2026-03-28T12:00:00Z';
  const AUTUMN = '2026-10-24T12:00:00Z';

  it('skips in spring what the clocks skip', () => {
    expect(twoDays('cron(30 2 * * ? *)', BERLIN, SPRING)).toEqual(['2026-03-30T00:30Z']);
    expect(next('at(2026-03-29T02:30:00)', { zone: BERLIN })).toBeUndefined();
  });

  it('counts once in autumn what the clocks show twice', () => {
    expect(twoDays('cron(30 2 * * ? *)', BERLIN, AUTUMN)).toEqual([
      '2026-10-25T00:30Z',
      '2026-10-26T01:30Z',
    ]);
    expect(next('cron(0 * * * ? *)', { zone: BERLIN, after: '2026-10-25T00:00:00Z' })).toBe(
      '2026-10-25T02:00Z',
    );
    // From between the two: what was shown before is not due again.
    expect(next('cron(0/15 * * * ? *)', { zone: BERLIN, after: '2026-10-25T01:05:00Z' })).toBe(
      '2026-10-25T02:00Z',
    );
  });

  it('is none for a rate, which counts 24 hours a day', () => {
    expect(next('rate(1 day)', { zone: BERLIN, start: SPRING, after: SPRING })).toBe(
      '2026-03-29T12:00Z',
    );
  });

  it('may be half an hour, or to the other side', () => {
    expect(twoDays('cron(15 2 * * ? *)', 'Australia/Lord_Howe', '2026-10-02T16:00:00Z')).toEqual([
      '2026-10-04T15:15Z',
    ]);
    expect(twoDays('cron(30 2 * * ? *)', 'America/New_York', '2026-03-07T12:00:00Z')).toEqual([
      '2026-03-09T06:30Z',
    ]);
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
    ['daily', 'schedule expression daily is none: give rate(…), cron(…) or at(…)'],
    ['rate()', 'schedule expression rate() is none: give rate(…), cron(…) or at(…)'],
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
    ['at(2026-13-01T00:00:00)', 'at(2026-13-01T00:00:00) is no time: '],
    ['at(2026-02-30T00:00:00)', 'at(2026-02-30T00:00:00) is no time: '],
  ])('%s', (expression, message) => {
    expect(() => next(expression)).toThrow(message);
  });

  it('and so is an unknown time zone', () => {
    expect(() => next('cron(0 6 * * ? *)', { zone: 'Mars/North' })).toThrow(
      'cron(0 6 * * ? *) in Mars/North: ',
    );
  });
});
