import type { CommandSender } from '../../contract/command-sender';
import type { BatchRule, UploadRule } from '../../contract/upload-rule';
import type { InvocationTime } from '../invocation-time';
import type { Batches, Log, Manifests, UploadsQueue } from '../ports';

/** What gathering needs. */
export interface BatchContext {
  readonly rule: UploadRule & { readonly batch: BatchRule };
  readonly batches: Batches;
  readonly queue: Pick<UploadsQueue, 'startTimer'>;
  readonly manifests: Manifests;
  readonly send: CommandSender;
  readonly time: InvocationTime;
  readonly log: Log;
  /** A new batch's id: 1 to 100 ASCII letters, digits or dashes, never given before. */
  readonly newBatchId: () => string;
}
