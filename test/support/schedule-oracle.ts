/** What the clocks of a zone show at one minute. */
export interface LocalMinute {
  readonly time: number;
  readonly minute: number;
  readonly hour: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly isLastDayOfMonth: boolean;
  /** Whether the clocks have shown this before: in autumn an hour comes twice. */
  readonly isRepeated: boolean;
}

const MINUTE_MS = 60_000;

/**
 * Each minute of a span of time, in a zone, as a person would make it out by looking at the clocks all the
 * time. It reckons nothing: what the clocks never show is not among them.
 */
export function* minutesOf(from: Date, to: Date, timeZone: string): Generator<LocalMinute> {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const shownBefore = new Set<string>();
  for (let time = from.getTime(); time <= to.getTime(); time += MINUTE_MS) {
    const shown = format.format(time); // for example 2030-03-31 03:30
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = shown.split(/\D/).map(Number);
    const tomorrow = new Date(Date.UTC(year, month - 1, day + 1));
    yield {
      time,
      minute,
      hour,
      day,
      weekday: (tomorrow.getUTCDay() + 6) % 7,
      isLastDayOfMonth: tomorrow.getUTCDate() === 1,
      isRepeated: shownBefore.has(shown),
    };
    shownBefore.add(shown);
  }
}
