import { Cron } from 'croner';
import { instantOf, type WallTime, wallTimeOf } from './wall-time';

const UNIT_MS: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/** When a schedule is due, as Scheduler has it. */
export interface Timing {
  /** `rate(…)`, `cron(…)` or `at(…)` */
  readonly expression: string;
  readonly timeZone: string;
  /** A rate's firings count from here, this being the first. */
  readonly since: Date;
  /** Not before, not after; of no account to `at(…)`. */
  readonly start?: Date | undefined;
  readonly end?: Date | undefined;
}

/**
 * When a schedule is due next.
 *
 * @param after the firing must be later than this
 * @returns nothing when it is never due again
 * @throws Error which names the expression when it is none that Scheduler takes
 */
export function nextFiring(timing: Timing, after: Date): Date | undefined {
  const { expression, start, end } = timing;
  const [, kind, text = ''] = /^(rate|cron|at)\((.+)\)$/.exec(expression) ?? [];
  if (kind === 'at') return onWalls(timing, after, atOnce(expression, text));
  const from = new Date(Math.max(after.getTime(), (start?.getTime() ?? 0) - 1));
  const due = nextOf(kind, text, timing, from);
  return due !== undefined && end !== undefined && due > end ? undefined : due;
}

function nextOf(
  kind: string | undefined,
  text: string,
  timing: Timing,
  after: Date,
): Date | undefined {
  switch (kind) {
    case 'rate':
      return nextOfRate(text, timing.start ?? timing.since, after);
    case 'cron':
      return onWalls(timing, after, nextOfCron(toCroner(text)));
    default:
      throw new Error(
        `schedule expression ${timing.expression} is none: give rate(…), cron(…) or at(…)`,
      );
  }
}

function nextOfRate(text: string, since: Date, after: Date): Date {
  const [, count = '', unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(text) ?? [];
  const period = Number(count) * (UNIT_MS[unit] ?? Number.NaN);
  if (!(period > 0)) throw new Error(`rate(${text}) is no rate: give for example rate(5 minutes)`);
  const firings = Math.floor((after.getTime() - since.getTime()) / period) + 1;
  return new Date(since.getTime() + Math.max(0, firings) * period);
}

/** The next time that an expression names, after a given one, on a wall clock. */
type NextOnWall = (after: WallTime) => WallTime | undefined;

/**
 * Finds when wall clocks show an expression's times. One that the clocks skip in spring is skipped; one
 * that they show twice in autumn counts the first time only.
 *
 * Source: EventBridge Scheduler User Guide, "Schedule types", "Daylight savings time".
 */
function onWalls(
  { expression, timeZone }: Timing,
  after: Date,
  next: NextOnWall,
): Date | undefined {
  try {
    let wall = next(wallTimeOf(after, timeZone));
    while (wall !== undefined) {
      const due = instantOf(wall, timeZone);
      if (due !== undefined && due > after) return due;
      wall = next(wall);
    }
    return undefined;
  } catch (error) {
    throw new Error(`${expression} in ${timeZone}: ${(error as Error).message}`, { cause: error });
  }
}

function nextOfCron(pattern: string): NextOnWall {
  return (after) => {
    const cron = new Cron(pattern, { timezone: 'UTC', paused: true });
    return cron.nextRun(new Date(after))?.getTime();
  };
}

function atOnce(expression: string, text: string): NextOnWall {
  const wall = Date.parse(`${text}Z`);
  const isTime = !Number.isNaN(wall) && new Date(wall).toISOString() === `${text}.000Z`;
  if (!isTime) {
    throw new Error(`${expression} is no time: give for example at(2026-11-22T06:00:00)`);
  }
  return (after) => (wall > after ? wall : undefined);
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
