import { Cron } from 'croner';

const UNIT_MS: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/**
 * When a schedule is due next.
 *
 * @param expression EventBridge Scheduler's `rate(…)`, `cron(…)` or `at(…)`
 * @param since when the schedule was made: rates count from there
 * @param after the firing must be later than this
 * @returns nothing when it is never due again
 * @throws Error which names the expression when it is none that Scheduler takes
 */
export function nextFiring(
  expression: string,
  timeZone: string,
  since: Date,
  after: Date,
): Date | undefined {
  const [, kind, text = ''] = /^(rate|cron|at)\((.+)\)$/.exec(expression) ?? [];
  switch (kind) {
    case 'rate':
      return nextOfRate(text, since, after);
    case 'cron':
      return nextOfCroner(expression, toCroner(text), timeZone, after);
    case 'at':
      if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text)) {
        throw new Error(`${expression} is no time: give for example at(2026-11-22T06:00:00)`);
      }
      return nextOfCroner(expression, text, timeZone, after);
    default:
      throw new Error(`schedule expression ${expression} is none of rate(…), cron(…), at(…)`);
  }
}

function nextOfRate(text: string, since: Date, after: Date): Date {
  const [, count = '', unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(text) ?? [];
  const period = Number(count) * (UNIT_MS[unit] ?? Number.NaN);
  if (!(period > 0)) throw new Error(`rate(${text}) is no rate: give for example rate(5 minutes)`);
  const elapsed = Math.floor((after.getTime() - since.getTime()) / period) + 1;
  return new Date(since.getTime() + Math.max(1, elapsed) * period);
}

function nextOfCroner(
  expression: string,
  pattern: string,
  timezone: string,
  after: Date,
): Date | undefined {
  try {
    return new Cron(pattern, { timezone, paused: true }).nextRun(after) ?? undefined;
  } catch (error) {
    throw new Error(`${expression} in ${timezone}: ${(error as Error).message}`, { cause: error });
  }
}

/** The last value of each of AWS's six fields; weekdays count from Sunday = 1. */
const LAST = [59, 23, 31, 12, 7, 2199];

/** Rewrites AWS's six fields as croner's seven. */
function toCroner(text: string): string {
  const fields = text.split(' ');
  if (fields.length !== LAST.length || (fields[2] === '?') === (fields[4] === '?')) {
    throw new Error(
      `cron(${text}) is no schedule: give six fields, and ? for the day of month or for the day of week, for example cron(0 6 * * ? *)`,
    );
  }
  const croner = fields.map((field, i) =>
    field === '?' ? '*' : field.replace(/(?<![-\d])(\d+)\/(?=\d)/g, `$1-${LAST[i]}/`),
  );
  croner[4] = toCronerWeekday(croner[4] ?? '');
  return ['0', ...croner].join(' ');
}

/** croner counts weekdays from Sunday = 0, and knows no L alone, which is Saturday. */
function toCronerWeekday(field: string): string {
  if (field === 'L') return '6';
  return field.replace(/(?<![#/\d])\d+/g, (day) => {
    if (!/^[1-7]$/.test(day)) {
      throw new Error(`${day} is no day of the week: give 1 (Sunday) to 7, or SUN to SAT`);
    }
    return String(Number(day) - 1);
  });
}
