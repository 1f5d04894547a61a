import { deriveRunId, type EventIdentity, hashIdentity } from '../airflow/run-id';
import type { OutgoingMessage } from '../contract/command-sender';
import { writeAsciiJson } from '../contract/json';
import type { MessageBody } from '../contract/message-rules';
import { SOURCES } from '../contract/sources';
import type { UploadRule } from '../contract/upload-rule';
import { type Conf, uploadConf } from './conf';
import { identityOf } from './identity';
import type { KeyParts } from './rule';
import type { Upload } from './upload';

/** A message that triggers a DAG run, and the run's id. */
export interface TriggerMessage extends OutgoingMessage {
  readonly runId: string;
}

/**
 * The message that triggers a DAG run for an upload. The same event always gives the same id and the
 * same run id, however often and late S3 delivers it; writing the object again gives new ones.
 */
export function uploadMessage(rule: UploadRule, upload: Upload, parts: KeyParts): TriggerMessage {
  const identity = identityOf(rule, upload);
  const readable = readableName(rule, upload.key);
  return triggerMessage(
    rule,
    { source: SOURCES.upload, readable, identity },
    uploadConf(rule, upload, parts),
  );
}

/** The message that triggers the run of a batch. The same batch always gives the same message. */
export function batchMessage(
  rule: UploadRule,
  batchId: string,
  group: string | undefined,
  conf: Conf,
): TriggerMessage {
  return triggerMessage(rule, { ...batchIdentity(batchId), readable: group ?? rule.name }, conf);
}

/** What the message of a batch will have as its id. */
export function batchCommandId(batchId: string): string {
  return commandId(batchIdentity(batchId));
}

function batchIdentity(batchId: string) {
  return { source: SOURCES.batch, identity: [batchId] };
}

function triggerMessage({ dagId }: UploadRule, event: EventIdentity, conf: Conf): TriggerMessage {
  const id = commandId(event);
  const runId = deriveRunId(event);
  const { source } = event;
  return {
    body: writeAsciiJson({ trigger: { dagId, runId, conf }, id, source } satisfies MessageBody),
    deduplicationId: id,
    runId,
  };
}

/** Ends as the run id does, so that each tells the other. */
function commandId({ source, identity }: Pick<EventIdentity, 'source' | 'identity'>): string {
  return `${source}-${hashIdentity(identity)}`;
}

/** A marker stands for its folder, and so does a folder's own object. */
function readableName({ marker }: UploadRule, key: string): string {
  const names = key.split('/').filter((name) => name !== '');
  if (marker !== undefined && names.length > 1) names.pop();
  return names.at(-1) ?? '';
}
