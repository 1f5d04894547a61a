/** What JSON.parse's reviver is told (ECMAScript's source text access; Node 21 and later). */
interface ReviverContext {
  readonly source?: string;
}

/**
 * ECMAScript's raw JSON, which TypeScript's library does not declare yet. The functions run where it is;
 * who synthesizes on Node 20 does without.
 */
const { rawJSON, isRawJSON } = JSON as typeof JSON & {
  rawJSON?(text: string): unknown;
  isRawJSON?(value: unknown): boolean;
};

/**
 * Parses JSON so that JSON.stringify gives back every number digit for digit: a 19-digit id in a
 * DAG run's `conf` is no double.
 *
 * @throws SyntaxError for text that is no JSON
 */
export function parseExactJson(text: string): unknown {
  const keepDigits = (_key: string, value: unknown, context?: ReviverContext): unknown =>
    typeof value === 'number' && context?.source !== undefined && context.source !== String(value)
      ? (rawJSON?.(context.source) ?? value)
      : value;
  return JSON.parse(text, keepDigits);
}

/**
 * Parses what may be no JSON. The parser's own error is not passed on: it quotes the text, which may hold a secret.
 *
 * @returns nothing for text that is no JSON
 */
export function tryParseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Writes JSON in ASCII only, non-ASCII characters as `\uXXXX`: SQS refuses some Unicode characters,
 * and no hop on the way to Airflow can then misread an encoding.
 */
export function writeAsciiJson(value: unknown): string {
  return toAsciiJson(JSON.stringify(value));
}

/** Rewrites JSON text in ASCII only. Outside ASCII a JSON text has nothing but string content. */
export function toAsciiJson(json: string): string {
  return json.replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Whether a JSON text has an integer that no 64 bits hold, signed or unsigned. */
export function hasHugeInteger(json: string): boolean {
  return hasNumber(json, (source) => /^-?\d{19,}$/.test(source) && isHuge(BigInt(source)));
}

function isHuge(integer: bigint): boolean {
  return integer >= 2n ** 64n || integer < -(2n ** 63n);
}

/** Whether a JSON text has a number that is another one, or none, once it was a double. */
export function hasInexactNumber(json: string): boolean {
  return hasNumber(json, (source) => !survivesDouble(source));
}

/** A number of so many digits survives a double (IEEE 754, `DBL_DIG` of C), unless it is very small or large. */
const DOUBLE_DIGITS = 15;

function survivesDouble(source: string): boolean {
  const double = Number(source);
  if (String(double) === source) return true;
  const digits = source.replace(/e.*$/i, '').replace(/[-.]/g, '').replace(/^0+/, '');
  const isNormal = Number.isFinite(double) && Math.abs(double) >= 2 ** -1022;
  return digits === '' || (isNormal && digits.length <= DOUBLE_DIGITS);
}

/** @param is told each number as it is written */
function hasNumber(json: string, is: (source: string) => boolean): boolean {
  let found = false;
  const look = (_key: string, value: unknown, context?: ReviverContext): unknown => {
    found ||= typeof value === 'number' && is(context?.source ?? '');
    return value;
  };
  JSON.parse(json, look);
  return found;
}

/** Whether a parsed value is a number, also one that is kept as text. */
export function isJsonNumber(value: unknown): boolean {
  return typeof value === 'number' || (isRawJSON?.(value) ?? false);
}

/** Whether a parsed value is a JSON object: neither a list nor null nor a number kept as text. */
export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !isRawJSON?.(value)
  );
}
