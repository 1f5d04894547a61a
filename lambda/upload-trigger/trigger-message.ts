import type { OutgoingMessage } from '../adapters/command-sender';
import { deriveRunId, hashIdentity } from '../airflow/run-id';
import { writeAsciiJson } from '../contract/json';
import type { UploadRule } from '../contract/upload-rule';
import { type Conf, uploadConf } from './conf';
import { identityOf } from './identity';
import type { KeyParts } from './rule';
import type { Upload } from './upload';

/**
 * The message that triggers a DAG run for an upload. The same event always gives the same id and the
 * same run id, however often and late S3 delivers it; writing the object again gives new ones.
 */
export function uploadMessage(rule: UploadRule, upload: Upload, parts: KeyParts): OutgoingMessage {
  const identity = identityOf(rule, upload);
  return triggerMessage(rule, {
    id: `s3-${hashIdentity(identity)}`,
    runId: deriveRunId({ source: 's3', readable: readableName(rule, upload.key), identity }),
    conf: uploadConf(rule, upload, parts),
    source: 's3',
  });
}

/** The message that triggers the run of a batch. The same batch always gives the same message. */
export function batchMessage(
  rule: UploadRule,
  batchId: string,
  group: string | undefined,
  conf: Conf,
): OutgoingMessage {
  const source = 's3-batch';
  const readable = group ?? rule.name;
  return triggerMessage(rule, {
    id: `${source}-${batchId}`,
    runId: deriveRunId({ source, readable, identity: [batchId] }),
    conf,
    source,
  });
}

function triggerMessage(
  { dagId }: UploadRule,
  message: {
    readonly id: string;
    readonly runId: string;
    readonly conf: Conf;
    readonly source: string;
  },
): OutgoingMessage {
  const { id, runId, conf, source } = message;
  return {
    body: writeAsciiJson({ trigger: { dagId, runId, conf }, id, source }),
    deduplicationId: id,
  };
}

/** A marker stands for its folder, and so does a folder's own object. */
function readableName({ marker }: UploadRule, key: string): string {
  const names = key.split('/').filter((name) => name !== '');
  if (marker !== undefined && names.length > 1) names.pop();
  return names.at(-1) ?? '';
}
