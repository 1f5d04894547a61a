import type { UploadRule } from '../contract/upload-rule';
import { objectId } from './identity';
import type { HeardObjects } from './ports';
import type { Upload } from './upload';

/**
 * Notes that an upload was heard of. This one write decides between an event and a listing that found its
 * object because the event did not come: whichever is second has nothing to do.
 *
 * @returns whether the upload is to be handled
 */
export function hearUpload(
  rule: UploadRule,
  upload: Upload,
  objects: HeardObjects,
): Promise<boolean> {
  const { key, eventTime, listedAt } = upload;
  const id = objectId(rule, upload);
  return objects.hear(
    listedAt === undefined
      ? { id, key, from: 'event', at: Date.parse(eventTime) }
      : { id, key, from: 'listing', at: listedAt, writtenAt: wholeSeconds(Date.parse(eventTime)) },
  );
}

/** EventBridge tells of whole seconds, and so does a listing. */
export function wholeSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) * 1000;
}
