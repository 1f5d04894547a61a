import { InvalidMessageError } from '../contract/errors';
import { MAX_DEAD_LETTER_BYTES } from '../contract/limits';
import { parseMessage } from '../contract/message';

/**
 * The body that a dead letter keeps: as it came, with its id. SQS gives a dead letter a new message
 * id, so a body that counts on the old one must carry it.
 */
export function deadLetterBody(body: string, id: string): string {
  try {
    if (parseMessage(body).id !== undefined) return body;
  } catch (error) {
    if (!(error instanceof InvalidMessageError)) throw error;
    return cut(body); // no message that could be given an id
  }
  const text = body.trim();
  if (!text.startsWith('{')) return JSON.stringify({ command: text, id });
  // Not written anew: SQS has taken each of these characters before, and would refuse some of those
  // that they stand for.
  return `{"id":${JSON.stringify(id)},${text.slice(1)}`;
}

/** A body that fills SQS's limit leaves no room for the reason, and such a one never runs anyway. */
function cut(body: string): string {
  if (Buffer.byteLength(body) <= MAX_DEAD_LETTER_BYTES) return body;
  return Buffer.from(body).subarray(0, MAX_DEAD_LETTER_BYTES).toString('utf8');
}
