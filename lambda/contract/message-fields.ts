import { InvalidMessageError } from './errors';
import { isJsonNumber, isJsonObject } from './json';
import { isZonedTime, ZONED_TIME } from './zoned-time';

/** The fields of an object of a message, not checked yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** @throws InvalidMessageError for what is no object, or has a field that is not allowed */
export function readObject(value: unknown, where: string, allowed: readonly string[]): Fields {
  if (!isJsonObject(value)) {
    throw new InvalidMessageError(`${where} is ${describe(value)}: give a JSON object`);
  }
  const unknown = Object.keys(value).find((key) => !allowed.includes(key));
  if (unknown !== undefined) {
    throw new InvalidMessageError(
      `${where} has the unknown field ${JSON.stringify(unknown.slice(0, 60))}: allowed are ${allowed.join(', ')}`,
    );
  }
  return value;
}

/** @throws InvalidMessageError for what is no string, or an empty one */
export function readString(value: unknown, where: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new InvalidMessageError(`${where} is ${describe(value)}: give a string that is not empty`);
}

/**
 * Reads a `ZONED_TIME`.
 *
 * @returns milliseconds since the epoch
 * @throws InvalidMessageError
 */
export function readTime(value: unknown, where: string): number {
  const text = readString(value, where);
  if (isZonedTime(text, ZONED_TIME)) return Date.parse(text);
  throw new InvalidMessageError(
    `${where} ${JSON.stringify(text.slice(0, 60))} is no time: give ${ZONED_TIME.allowed}`,
  );
}

/** Names a value's type, never its content: a wrong field may hold a secret. */
export function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (value === '') return 'empty';
  if (isJsonNumber(value)) return 'a number';
  if (Array.isArray(value)) return describeList(value);
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function describeList(list: readonly unknown[]): string {
  if (list.length === 0) return 'an empty list';
  const other = list.find((item) => typeof item !== 'string');
  return other === undefined ? 'a list' : `a list with ${describe(other)} in it`;
}
