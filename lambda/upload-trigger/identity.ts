import { hashIdentity } from '../airflow/run-id';
import type { UploadRule } from '../contract/upload-rule';
import type { Upload } from './upload';

/**
 * All that tells an upload from every other one. The rule is in it, so that two rules of one bucket each
 * get a run.
 */
export function identityOf(rule: UploadRule, upload: Upload): readonly string[] {
  return [rule.name, upload.bucket, upload.key, upload.write];
}

/**
 * The ids of the items of the uploads table. An object's has what both an event and a listing tell of it,
 * so that each finds what the other has left.
 */
export function objectId(
  rule: UploadRule,
  { bucket, key, etag }: Pick<Upload, 'bucket' | 'key' | 'etag'>,
): string {
  return `object ${hashIdentity([rule.name, bucket, key, etag])}`;
}

export function fileId(rule: UploadRule, upload: Upload): string {
  return `file ${hashIdentity(identityOf(rule, upload))}`;
}

/** @param group the group's value; none where there are no groups */
export function groupId(rule: UploadRule, group: string | undefined): string {
  return `group ${rule.name} ${hashIdentity(group === undefined ? [] : [group])}`;
}
