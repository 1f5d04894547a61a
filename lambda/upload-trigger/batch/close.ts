import { fileId } from '../identity';
import type { LogEntry, OpenBatch } from '../ports';
import { batchMessage } from '../trigger-message';
import { claimFiles } from './claim';
import type { BatchContext } from './context';
import { describeFiles } from './manifest';

/**
 * Closes a batch when it is time: seals its log, claims its files and queues its run. May be repeated: a
 * sealed log does not change and a claim is for good, so the same files give the same message.
 *
 * @returns the seconds until it is time, or nothing when the batch is closed
 * @throws OutOfTimeError, or what a call threw; the batch must then be closed again
 */
export async function closeBatch(
  batch: OpenBatch,
  context: BatchContext,
): Promise<number | undefined> {
  const { batchId, closesAt } = batch;
  const { rule, batches, send, time, log } = context;
  time.checkCall();
  const tail = await batches.tail(batchId);
  const earlyMs = closesAt - time.now();
  if (earlyMs > 0 && !tail?.sealed) return Math.ceil(earlyMs / 1000);
  await seal(batchId, tail, context);
  const entries = await batches.log(batchId);
  const inLog = new Map(
    entries.flatMap(({ files }) => files).map((file) => [fileId(rule, file), file]),
  );
  const files = await claimFiles(inLog, batchId, context);
  const counts = { files: files.length, inOtherBatches: inLog.size - files.length };
  if (files.length === 0) {
    log.info('batch closed without files', { batchId, ...counts });
    return undefined;
  }
  const group = entries[0]?.group;
  const { conf, manifest } = await describeFiles(batch, group, files, context);
  time.checkCall();
  const message = batchMessage(rule, batchId, group, conf);
  await send(message);
  const { deduplicationId: commandId, runId } = message;
  const { dagId } = rule;
  log.info('batch closed', { commandId, batchId, dagId, runId, group, ...counts, manifest });
  return undefined;
}

/** Also an empty log is sealed: else one that comes too late could still gather, and nobody would close it. */
async function seal(
  batchId: string,
  found: LogEntry | undefined,
  { batches, time }: BatchContext,
): Promise<void> {
  for (let tail = found; !tail?.sealed; tail = await batches.tail(batchId)) {
    time.checkCall();
    const { position, count } = tail ?? { position: -1, count: 0 };
    const end = { position: position + 1, files: [], count, sealed: true };
    if (await batches.append(batchId, end)) return;
    await time.pause();
  }
}
