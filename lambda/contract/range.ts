/** What a number may be. Its check and its words are made of it, so that they cannot differ. */
export interface Range {
  readonly least: number;
  /** @default - as much as one likes */
  readonly most?: number;
  /** In the plural, for example `seconds`. @default - a bare number */
  readonly unit?: string;
  /** What the least is made of. @default - it needs no reason */
  readonly leastIs?: string;
  /** Whether a part of one will do, such as half a minute. @default false */
  readonly takesParts?: boolean;
}

export function isWithin(
  value: number,
  { least, most = Number.POSITIVE_INFINITY, takesParts = false }: Range,
): boolean {
  return value >= least && value <= most && (takesParts || Number.isSafeInteger(value));
}

/** What to give, for example `give whole seconds, 5 to 425`. */
export function ruleOf({ least, most, unit, leastIs, takesParts = false }: Range): string {
  const whole = takesParts ? '' : 'whole ';
  const what = unit === undefined ? `a ${whole}number` : `${whole}${unit}`;
  const from = leastIs === undefined ? `${least}` : `${least} (${leastIs})`;
  return `give ${what}, ${most === undefined ? `at least ${from}` : `${from} to ${most}`}`;
}

/** What is wrong with a number, and what it may be; nothing when it is within its range. */
export function faultOfNumber(name: string, value: number, range: Range): string | undefined {
  if (isWithin(value, range)) return undefined;
  const unit = range.unit === undefined ? '' : ` ${range.unit}`;
  return `${name} is ${value}${unit}: ${ruleOf(range)}`;
}
