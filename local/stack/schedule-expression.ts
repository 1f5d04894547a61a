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
      return (
        new Cron(toCroner(text), { timezone: timeZone, paused: true }).nextRun(after) ?? undefined
      );
    case 'at': {
      const at = new Cron(text, { timezone: timeZone, paused: true }).nextRun(after);
      return at ?? undefined;
    }
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

/** AWS counts weekdays from Sunday = 1 and writes "?" for "whatever"; croner counts from 0. */
function toCroner(text: string): string {
  const [minute, hour, dayOfMonth, month, dayOfWeek = '*', year = '*'] = text.split(' ');
  const weekday = dayOfWeek.replace(/(?<![#/\d])\d/g, (day) => String(Number(day) - 1));
  return ['0', minute, hour, dayOfMonth, month, weekday, year].join(' ').replaceAll('?', '*');
}
