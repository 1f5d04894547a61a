import type { Upload } from './upload';

/** One delivery of a message of the uploads queue. */
export interface Delivery {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
}

/** An object, as it is heard of. Times are in milliseconds since the epoch. */
export type HeardObject = {
  /** See `objectId`. */
  readonly id: string;
  readonly key: string;
} & (
  | { readonly from: 'event'; readonly at: number }
  /** `writtenAt` is when the object was last written, in whole seconds, as S3 lists it. */
  | { readonly from: 'listing'; readonly at: number; readonly writtenAt: number }
);

/** Which objects have been heard of. */
export interface HeardObjects {
  /**
   * Notes that an object was heard of.
   *
   * @returns whether it is to be handled: false for an event of what a listing has found before, and for
   *   what a listing found although it was heard of since it was written
   */
  hear(object: HeardObject): Promise<boolean>;
  /** When at most 100 objects were last heard of, by id; of those that were. */
  lastHeard(ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

/** A batch, and until when it gathers, in milliseconds since the epoch. */
export interface OpenBatch {
  readonly batchId: string;
  readonly closesAt: number;
}

/** One entry of a batch's log. The last one of a log tells all of it; a sealed one has none after it. */
export interface LogEntry {
  /** 0, 1, 2, … */
  readonly position: number;
  readonly files: readonly Upload[];
  /** How many files are in the log, with these. */
  readonly count: number;
  readonly sealed: boolean;
  /** The group's value, where there are groups. */
  readonly group?: string;
}

/** The batches that are being gathered. Every write is one, on a condition; false says that it did not hold. */
export interface Batches {
  /** The batch that a group gathers in, or gathered in last. */
  current(groupId: string): Promise<OpenBatch | undefined>;
  /** Has a group gather in another batch, if `before` is still its current one. */
  replace(groupId: string, before: OpenBatch | undefined, next: OpenBatch): Promise<boolean>;
  /** The last entry of a batch's log. */
  tail(batchId: string): Promise<LogEntry | undefined>;
  /** Adds an entry, if none has its position. */
  append(batchId: string, entry: LogEntry): Promise<boolean>;
  /** The whole log in its order. */
  log(batchId: string): Promise<readonly LogEntry[]>;
  /** Which of at most 100 files have a batch, and which. */
  holders(fileIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Gives a file to a batch, if no other has it. */
  claim(fileId: string, batchId: string): Promise<boolean>;
}

/** The uploads queue, for what the function tells itself through it. */
export interface UploadsQueue {
  /** Tells the function of a batch after some seconds, 0 to 900. */
  startTimer(batch: OpenBatch, seconds: number): Promise<void>;
  /** Hands a delivery out again after `seconds`. */
  hideFor(delivery: Delivery, seconds: number): Promise<void>;
  /** Sends at most ten bodies. @returns what was said of each that was not taken */
  sendAll(bodies: readonly string[]): Promise<readonly string[]>;
}

/** The bucket for lists of files that a run's `conf` has no room for. */
export interface Manifests {
  readonly bucket: string;
  write(key: string, text: string): Promise<void>;
}

/** An object as a listing has it. */
export interface ListedObject {
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  /** ISO 8601. */
  readonly lastModified: string;
}

/** The bucket of the uploads. */
export interface UploadsBucket {
  readonly name: string;
  /** Some hundreds of objects at most, in the order of their keys. */
  list(from: { readonly prefix: string; readonly startAfter?: string }): Promise<ListPage>;
}

interface ListPage {
  readonly objects: readonly ListedObject[];
  readonly isLast: boolean;
}

/** Where the function tells what it does, one line each. */
export interface Log {
  info(text: string, fields: Readonly<Record<string, unknown>>): void;
  warn(text: string, fields: Readonly<Record<string, unknown>>): void;
}
