/** A UTC instant in microseconds since 1970, which a JavaScript number holds exactly. */
export type Micros = number;

const SECOND = 1_000_000;
const ISO =
  /^(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?(?:[T ](\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)?)?\s*(Z|[+-]\d{2}:?(?:\d{2})?)?$/i;

/** What `pendulum.parse` makes of a date; the odder forms that it reads are not modelled. */
export function parseDate(text: string): Micros | undefined {
  const match = ISO.exec(text.trim());
  if (match === null) {
    return undefined;
  }
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00'] = match;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  const milliseconds = Date.parse(iso);
  if (
    Number.isNaN(milliseconds) ||
    !new Date(milliseconds).toISOString().startsWith(iso.slice(0, 10))
  ) {
    return undefined;
  }
  const fraction = Number((match[7] ?? '').slice(0, 6).padEnd(6, '0'));
  return milliseconds * 1000 + fraction - offset(match[8]);
}

export function wholeSecond(instant: Micros): Micros {
  return instant - (instant % SECOND);
}

/** `datetime.isoformat()`: the fraction only when there is one. */
export function isoFormat(instant: Micros): string {
  const seconds = new Date(Math.floor(instant / 1000)).toISOString().slice(0, 19);
  const fraction = instant % SECOND;
  return `${seconds}${fraction === 0 ? '' : `.${String(fraction).padStart(6, '0')}`}+00:00`;
}

/** As a log line begins: always with all six digits. */
export function logTime(instant: Micros): string {
  const fraction = String(instant % SECOND).padStart(6, '0');
  return `${isoFormat(wholeSecond(instant)).slice(0, 19)}.${fraction}`;
}

/** `str(datetime)`: a space where the ISO form has a T. */
export function dateText(instant: Micros): string {
  return isoFormat(instant).replace('T', ' ');
}

/** `str(datetime)` of a date that was given with its zone: the zone stays. */
export function zonedDateText(text: string): string {
  const zone = /[+-]\d{2}:\d{2}$/.exec(text)?.[0] ?? '+00:00';
  const instant = parseDate(text) ?? 0;
  return dateText(instant + offset(zone)).replace('+00:00', zone);
}

/** As a column of a list shows a date that may be missing. */
export function optionalIso(instant: Micros | null): string {
  return instant === null ? '' : isoFormat(instant);
}

function offset(zone: string | undefined): Micros {
  if (zone === undefined || /^z$/i.test(zone)) {
    return 0;
  }
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (zone.startsWith('-') ? -1 : 1) * minutes * 60 * SECOND;
}
