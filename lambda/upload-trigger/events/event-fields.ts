import { InvalidMessageError } from '../../contract/errors';
import { isJsonObject } from '../../contract/json';
import { describe, type Fields } from '../../contract/message-fields';

/** What to do about an event that S3 never sends. */
export const ONLY_S3 = `send only S3's notifications or EventBridge's "Object Created" to this queue`;

/** An object of S3's: it may have fields that are not known here. @throws InvalidMessageError */
export function readFields(value: unknown, where: string): Fields {
  if (isJsonObject(value)) return value;
  throw new InvalidMessageError(
    `${where} is ${describe(value)}: S3 gives a JSON object there; ${ONLY_S3}`,
  );
}

/** A whole number, 0 or more. @throws InvalidMessageError */
export function readCount(value: unknown, where: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  const shown = typeof value === 'number' ? value : describe(value);
  throw new InvalidMessageError(
    `${where} is ${shown}: it must be a whole number, 0 or more; ${ONLY_S3}`,
  );
}

/** S3 writes keys as HTML forms do: a space as "+", a plus as "%2B". @throws InvalidMessageError */
export function decodeKey(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch (error) {
    throw new InvalidMessageError(
      `the key ${JSON.stringify(key.slice(0, 200))} is not URL-encoded, as S3's own are; ${ONLY_S3}`,
      { cause: error },
    );
  }
}

/** While versioning is suspended, every write of a key has the version "null". */
export function versionOf(value: unknown): { readonly versionId?: string } {
  return typeof value === 'string' && value !== '' && value !== 'null' ? { versionId: value } : {};
}
