/** One object that was written. */
export interface Upload {
  readonly bucket: string;
  /** The object's key, decoded. */
  readonly key: string;
  /** In bytes. */
  readonly size: number;
  readonly etag: string;
  /** Only in buckets with versioning; a listing does not tell it. */
  readonly versionId?: string;
  /** Tells two writes of one key apart; the same for every delivery of one event. */
  readonly write: string;
  /** ISO 8601. */
  readonly eventTime: string;
  /** When a listing found it, in milliseconds since the epoch; none when an event told of it. */
  readonly listedAt?: number;
}

/** What the log tells of an upload: this write of the object, and no other. */
export function shownUpload({ bucket, key, write }: Upload) {
  return { bucket, key, write };
}

/** What comes after the last slash of a key. */
export function baseNameOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

/** A key up to and with its last slash; empty at the root. */
export function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/') + 1);
}
