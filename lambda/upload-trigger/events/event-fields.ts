import { InvalidMessageError } from '../../contract/errors';
import { isJsonObject } from '../../contract/json';
import { describe, type Fields } from '../../contract/message-fields';

/** An object of S3's: it may have fields that are not known here. @throws InvalidMessageError */
export function readFields(value: unknown, where: string): Fields {
  if (isJsonObject(value)) return value;
  throw new InvalidMessageError(`${where} is ${describe(value)}: expected a JSON object`);
}

/** A whole number, 0 or more. @throws InvalidMessageError */
export function readCount(value: unknown, where: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  const shown = typeof value === 'number' ? value : describe(value);
  throw new InvalidMessageError(`${where} is ${shown}: expected a whole number, 0 or more`);
}

/** S3 writes keys as HTML forms do: a space as "+", a plus as "%2B". @throws InvalidMessageError */
export function decodeKey(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch (error) {
    throw new InvalidMessageError(
      `the key ${JSON.stringify(key.slice(0, 200))} is not URL-encoded: S3 encodes keys in its notifications`,
      { cause: error },
    );
  }
}

/** While versioning is suspended, every write of a key has the version "null". */
export function versionOf(value: unknown): { readonly versionId?: string } {
  return typeof value === 'string' && value !== '' && value !== 'null' ? { versionId: value } : {};
}
