import { InvalidMessageError } from '../contract/errors';
import { isJsonObject } from '../contract/json';
import { ONLY_S3 } from './event-fields';
import { readFound, readTimer } from './own-events';
import type { OpenBatch } from './ports';
import { type ReadUploads, readBusEvent, readNotification } from './s3-events';

/** What one message of the uploads queue says. */
export type QueueEvent =
  | ({ readonly kind: 'uploads' } & ReadUploads)
  | { readonly kind: 'timer'; readonly batch: OpenBatch };

/**
 * Reads a body of the uploads queue, of whichever sender.
 *
 * @throws InvalidMessageError for any other body: nobody but S3, EventBridge and this function sends here
 */
export function readQueueEvent(body: string): QueueEvent {
  const event = parse(body);
  if (Array.isArray(event.Records)) return { kind: 'uploads', ...readNotification(event.Records) };
  if (event.Event === 's3:TestEvent') {
    return { kind: 'uploads', uploads: [], ignored: ['S3’s test event'] };
  }
  if (event.source === 'aws.s3') return { kind: 'uploads', ...readBusEvent(event) };
  if (event.mwaaqCloseBatch !== undefined) {
    return { kind: 'timer', batch: readTimer(event.mwaaqCloseBatch) };
  }
  if (event.mwaaqReconciled !== undefined) {
    return { kind: 'uploads', uploads: [readFound(event.mwaaqReconciled)], ignored: [] };
  }
  const fields = Object.keys(event).slice(0, 10).join(', ').slice(0, 200);
  throw new InvalidMessageError(
    `the body, with the fields ${fields || '(none)'}, is no event of S3: ${ONLY_S3}`,
  );
}

/** The parser's own message is not passed on: it quotes the body. */
function parse(body: string): Readonly<Record<string, unknown>> {
  let event: unknown;
  try {
    event = JSON.parse(body);
  } catch {
    throw new InvalidMessageError(`the body is no JSON: ${ONLY_S3}`);
  }
  if (isJsonObject(event)) return event;
  throw new InvalidMessageError(`the body is JSON but no object: ${ONLY_S3}`);
}
