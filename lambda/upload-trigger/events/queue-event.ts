import { InvalidMessageError } from '../../contract/errors';
import { isJsonObject, tryParseJson } from '../../contract/json';
import type { OpenBatch } from '../ports';
import { ONLY_S3 } from './event-fields';
import { CLOSE_BATCH, RECONCILED, readFound, readTimer } from './own-events';
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
  if (event[CLOSE_BATCH] !== undefined) {
    return { kind: 'timer', batch: readTimer(event[CLOSE_BATCH]) };
  }
  if (event[RECONCILED] !== undefined) {
    return { kind: 'uploads', uploads: [readFound(event[RECONCILED])], ignored: [] };
  }
  const fields = Object.keys(event).slice(0, 10).join(', ').slice(0, 200);
  throw new InvalidMessageError(
    `the body, with the fields ${fields || '(none)'}, is no event of S3: ${ONLY_S3}`,
  );
}

function parse(body: string): Readonly<Record<string, unknown>> {
  const event = tryParseJson(body);
  if (event === undefined) {
    throw new InvalidMessageError(`the body is no JSON: ${ONLY_S3}`);
  }
  if (isJsonObject(event)) return event;
  throw new InvalidMessageError(`the body is JSON but no object: ${ONLY_S3}`);
}
