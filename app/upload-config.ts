import { z } from 'zod';
import { ACCOUNT } from '../lib/checks/names';
import { numberIn } from './number-config';
import { text } from './values';

/** When uploads become one run. The constructs say what the values may be. */
export const batchConfig = z.strictObject({
  windowSeconds: numberIn({ least: 1, unit: 'seconds' }),
  maxFiles: numberIn({ least: 1 }).optional(),
  groupBy: text.optional(),
});

/** One upload trigger. The constructs say what goes together. */
export const uploadConfig = z
  .strictObject({
    /** In ids, the construct's too; without it the DAG's. Needed with `batch`. */
    name: text.optional(),
    /** An existing bucket; without it the stack creates one. */
    bucketName: text.optional(),
    prefix: text.optional(),
    suffix: text.optional(),
    keyPattern: text.optional(),
    marker: text.optional(),
    folderMarkers: z.boolean().optional(),
    emptyObjects: z.boolean().optional(),
    dagId: text,
    conf: z.record(z.string(), z.json()).optional(),
    batch: batchConfig.optional(),
    sourceAccounts: z
      .array(z.string().regex(ACCOUNT.pattern, ACCOUNT.rule))
      .min(1, "name at least one account, or leave it out for the environment's own")
      .optional(),
    viaEventBridge: z.boolean().optional(),
  })
  .superRefine(checkBatchNamed);

export type UploadConfig = z.infer<typeof uploadConfig>;

interface BatchNaming {
  readonly name?: string | undefined;
  readonly batch?: z.infer<typeof batchConfig> | undefined;
}

/** Else the trigger would go by its DAG, and another DAG would be another queue, without the open batches. */
function checkBatchNamed({ name, batch }: BatchNaming, context: z.RefinementCtx): void {
  if (batch === undefined || name !== undefined) return;
  context.addIssue(
    'has batch and no name: give it a name of its own and keep that, since the queue of its open batches goes with the name',
  );
}

/** The name that an upload trigger goes by. */
export function uploadName({ name, dagId }: UploadConfig): string {
  return name ?? dagId;
}
