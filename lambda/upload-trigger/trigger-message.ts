import { deriveRunId, hashIdentity } from '../airflow/run-id';
import { writeAsciiJson } from '../contract/json';
import type { Upload } from './uploads';

/** One message to send, complete with what SQS needs to know. */
export interface OutgoingMessage {
  readonly body: string;
  readonly deduplicationId: string;
}

/**
 * The message that triggers a DAG run for an upload. The same event always gives the same id and the
 * same run id, however often and late S3 delivers it; writing the object again gives new ones.
 */
export function triggerMessage(upload: Upload, dagId: string): OutgoingMessage {
  const identity = [upload.bucket, upload.key, upload.versionId ?? upload.sequencer];
  const id = `s3-${hashIdentity([...identity, dagId])}`;
  const { bucket, key, size, etag, versionId, eventTime } = upload;
  const conf = { bucket, key, size, etag, ...(versionId && { versionId }), eventTime };
  const readable = key.split('/').at(-1) ?? key;
  const runId = deriveRunId({ source: 's3', readable, identity });
  return {
    body: writeAsciiJson({ trigger: { dagId, runId, conf }, id, source: 's3' }),
    deduplicationId: id,
  };
}
