import type { TextRule } from './field-rules';

/** A time in ISO 8601 with a time zone: without one, it would mean what a machine's clock says. */
export const ZONED_TIME = zonedTime(9);

/** The same for Airflow, which keeps microseconds. */
export const LOGICAL_DATE = zonedTime(6);

/** @param fractionDigits the most that a second's fraction may have */
function zonedTime(fractionDigits: number) {
  const time = `T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,${fractionDigits}})?)?`;
  return {
    type: 'string',
    pattern: new RegExp(`^[0-9]{4}-[0-9]{2}-[0-9]{2}${time}(Z|[+-][0-9]{2}:[0-9]{2})$`),
    allowed: 'ISO 8601 with a time zone, for example 2026-11-22T06:00:00Z',
  } as const satisfies TextRule;
}

/** Whether a text is such a time, and one that there is: the pattern also takes a month 13. */
export function isZonedTime(text: string, { pattern }: TextRule = LOGICAL_DATE): boolean {
  return pattern.test(text) && !Number.isNaN(Date.parse(text));
}
