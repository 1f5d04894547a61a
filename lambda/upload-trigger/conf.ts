import { fillTemplate, type PlaceholderValue } from '../contract/conf-template';
import { writeAsciiJson } from '../contract/json';
import {
  type BATCH_CONF_FIELDS,
  type BATCH_PLACEHOLDERS,
  MAX_INLINE_FILES_BYTES,
  type UPLOAD_PLACEHOLDERS,
  type UploadRule,
} from '../contract/upload-rule';
import type { KeyParts } from './rule';
import { baseNameOf, folderOf, type Upload } from './upload';

export type Conf = Readonly<Record<string, unknown>>;

/** A file as a batch's run is told of it. */
export interface BatchFile
  extends Pick<Upload, 'bucket' | 'key' | 'size' | 'etag' | 'versionId' | 'eventTime'> {}

/** Where a list of files lies that was too long for a `conf`. */
export interface ManifestLocation {
  readonly bucket: string;
  readonly key: string;
}

/** The `conf` of the run of one upload. */
export function uploadConf(rule: UploadRule, upload: Upload, parts: KeyParts): Conf {
  const file = batchFile(upload);
  const folder = folderOf(upload.key);
  if (rule.conf === undefined) return rule.marker === undefined ? { ...file } : { ...file, folder };
  const { versionId } = upload;
  const values: Readonly<Record<(typeof UPLOAD_PLACEHOLDERS)[number], PlaceholderValue>> = {
    ...file,
    versionId,
    basename: baseNameOf(upload.key),
    folder,
  };
  return fillTemplate(rule.conf, readerOf({ ...parts, ...values }));
}

/** The `conf` of a batch's run. `conf` in the rule cannot say otherwise of what a batch is. */
export function batchConf(
  rule: UploadRule,
  group: string | undefined,
  fileCount: number,
  list: { readonly files: readonly BatchFile[] } | { readonly manifest: ManifestLocation },
): Conf {
  const values: Readonly<Record<(typeof BATCH_PLACEHOLDERS)[number], PlaceholderValue>> = {
    group,
    fileCount,
  };
  const own: { readonly [Name in (typeof BATCH_CONF_FIELDS)[number]]?: unknown } = {
    fileCount,
    ...(group === undefined ? {} : { group }),
    ...list,
  };
  return { ...fillTemplate(rule.conf ?? {}, readerOf(values)), ...own };
}

export function batchFile(upload: Upload): BatchFile {
  const { bucket, key, size, etag, versionId, eventTime } = upload;
  return { bucket, key, size, etag, ...(versionId === undefined ? {} : { versionId }), eventTime };
}

/** Whether a `conf` has room for a list of files. */
export function fitsInConf(files: readonly BatchFile[]): boolean {
  return writeAsciiJson(files).length <= MAX_INLINE_FILES_BYTES;
}

function readerOf(values: Readonly<Record<string, PlaceholderValue>>) {
  return (name: string) => (Object.hasOwn(values, name) ? values[name] : undefined);
}
