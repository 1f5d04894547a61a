import type { ConfTemplate } from './conf-template';
import { MAX_VISIBILITY_SECONDS } from './limits';

/** Which uploads trigger what, as the construct tells the function (JSON in one variable). */
export interface UploadRule {
  /** Stands in every id that the rule gives, so that two rules of one bucket never share a run. */
  readonly name: string;
  readonly dagId: string;
  /** Only keys that begin so. */
  readonly prefix?: string;
  /** Only keys that end so. */
  readonly suffix?: string;
  /** Only keys of this form, see `readKeyPattern`. Its named parts are placeholders. */
  readonly keyPattern?: string;
  /** Only objects of this base name, each of which stands for its folder. */
  readonly marker?: string;
  /** Whether an empty object whose key ends with a slash counts. */
  readonly folderMarkers: boolean;
  /** Whether any other empty object counts. */
  readonly emptyObjects: boolean;
  /** The run's `conf`. @default - what is known of the object, or of the batch */
  readonly conf?: ConfTemplate;
  /** One run for many uploads. @default - one run for each */
  readonly batch?: BatchRule;
}

/** When a batch is full or old enough, and what belongs into one. */
export interface BatchRule {
  /** From a batch's first upload to its run. */
  readonly windowSeconds: number;
  readonly maxFiles: number;
  /** A named part of the key pattern: uploads with another value go into another batch. */
  readonly groupBy?: string;
}

/** Of one upload. `versionId` is there only in buckets with versioning. */
export const UPLOAD_PLACEHOLDERS = [
  'bucket',
  'key',
  'basename',
  'folder',
  'size',
  'etag',
  'versionId',
  'eventTime',
] as const;

/** Of a batch. `group` is there only with `groupBy`. */
export const BATCH_PLACEHOLDERS = ['group', 'fileCount'] as const;

/** What is younger than so many minutes is not reconciled, unless that is asked for: its event may be on its way. */
export const RECONCILE_AFTER_MINUTES = 15;

/** What a batch's run finds in its `conf` beside what its template says. */
export const BATCH_CONF_FIELDS = ['files', 'manifest', 'fileCount', 'group'] as const;

/** A batch's limits. A window waits as a hidden message of SQS. */
export const BATCH_LIMITS = {
  windowSeconds: { least: 1, most: MAX_VISIBILITY_SECONDS, unit: 'seconds' },
  maxFiles: { least: 2, most: 10_000, byDefault: 1000 },
} as const;

/**
 * The largest list of files that a batch's `conf` holds itself, in bytes; beyond it stands in a manifest. A
 * small part of what one argument of a process may have (128 KiB), and no burden for Airflow's database.
 */
export const MAX_INLINE_FILES_BYTES = 8 * 1024;
