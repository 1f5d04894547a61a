/**
 * What a clock on the wall of a time zone shows, as milliseconds since the epoch as if that zone were UTC:
 * so dates are reckoned without any change of the clocks.
 */
export type WallTime = number;

/** @throws RangeError for an unknown time zone */
export function wallTimeOf(instant: Date, timeZone: string): WallTime {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const read = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  );
}

/**
 * When a wall clock shows a time: of two moments the first, and none when the clock was put forward over it.
 *
 * @throws RangeError for an unknown time zone
 */
export function instantOf(wall: WallTime, timeZone: string): Date | undefined {
  // The offset is the one before or the one after a change, if there is a change within a day at all.
  const moments = [-DAY_MS, DAY_MS].map((ms) => wall - offsetAt(new Date(wall + ms), timeZone));
  const shown = moments.filter((ms) => wallTimeOf(new Date(ms), timeZone) === wall);
  return shown.length === 0 ? undefined : new Date(Math.min(...shown));
}

const DAY_MS = 86_400_000;

function offsetAt(instant: Date, timeZone: string): number {
  return wallTimeOf(instant, timeZone) - instant.getTime();
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Kept: to make one costs as much as a hundred uses. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}
