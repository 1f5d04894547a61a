import { groupId } from '../identity';
import type { LogEntry, OpenBatch } from '../ports';
import type { Upload } from '../upload';
import type { BatchContext } from './context';

/** SQS delays a message no longer; the timer of a longer window is hidden when it comes. In seconds. */
const MAX_DELAY_SECONDS = 900;

/** So that an entry of the longest keys stays far below the 400 KB that an item may have. */
const MAX_ENTRY_FILES = 100;

/** A batch, and the last entry of its log as far as it is known. */
interface Gathering {
  readonly batch: OpenBatch;
  readonly tail: LogEntry | undefined;
}

/**
 * Puts uploads of one group into its batch, and into more when that is full. May be repeated: an upload that
 * joins two batches is claimed by one of them.
 *
 * @param joined told of the uploads that are in a batch from now on
 * @throws OutOfTimeError, or what a call threw; who has not joined by then must come again
 */
export async function joinBatch(
  uploads: readonly Upload[],
  group: string | undefined,
  context: BatchContext,
  joined: (uploads: readonly Upload[], batchId: string) => void,
): Promise<void> {
  const { batches, time } = context;
  let gathering = await find(group, context);
  let rest = uploads;
  while (rest.length > 0) {
    time.checkCall();
    const { batch } = gathering;
    const entry = nextEntry(rest, gathering.tail, group, context);
    if (await batches.append(batch.batchId, entry)) {
      joined(entry.files, batch.batchId);
      rest = rest.slice(entry.files.length);
      if (entry.sealed) await closeEarly(batch, context);
      gathering = { batch, tail: entry };
    } else {
      await time.pause();
      gathering = { batch, tail: await batches.tail(batch.batchId) };
    }
    if (rest.length > 0 && gathering.tail?.sealed) gathering = await begin(batch, group, context);
  }
}

/** The batch that the group gathers in; a new one when there is none, or it is over. */
async function find(group: string | undefined, context: BatchContext): Promise<Gathering> {
  const { rule, batches, time } = context;
  time.checkCall();
  const batch = await batches.current(groupId(rule, group));
  if (batch === undefined || time.now() >= batch.closesAt) return begin(batch, group, context);
  const tail = await batches.tail(batch.batchId);
  return tail?.sealed ? begin(batch, group, context) : { batch, tail };
}

/**
 * Begins a batch in place of another. Its timer is sent before anything can point to it: whatever is in
 * its log is then sure to be closed.
 */
async function begin(
  before: OpenBatch | undefined,
  group: string | undefined,
  context: BatchContext,
): Promise<Gathering> {
  const { rule, batches, queue, time, newBatchId } = context;
  const { windowSeconds } = rule.batch;
  time.checkCall();
  const batch = { batchId: newBatchId(), closesAt: time.now() + windowSeconds * 1000 };
  await queue.startTimer(batch, Math.min(windowSeconds, MAX_DELAY_SECONDS));
  if (await batches.replace(groupId(rule, group), before, batch)) return { batch, tail: undefined };
  // Another invocation was faster: its batch it is. The timer finds ours empty.
  await time.pause();
  return find(group, context);
}

function nextEntry(
  uploads: readonly Upload[],
  tail: LogEntry | undefined,
  group: string | undefined,
  { rule }: BatchContext,
): LogEntry {
  const { position, count } = tail ?? { position: -1, count: 0 };
  // A deployment may have lowered the limit: the entry then only seals.
  const room = Math.max(0, Math.min(MAX_ENTRY_FILES, rule.batch.maxFiles - count));
  const files = uploads.slice(0, room);
  return {
    position: position + 1,
    files,
    count: count + files.length,
    sealed: count + files.length >= rule.batch.maxFiles,
    ...(group === undefined ? {} : { group }),
  };
}

/** A full batch need not wait for its window. If this fails, the timer that it began with closes it. */
async function closeEarly(batch: OpenBatch, { queue, log }: BatchContext): Promise<void> {
  try {
    await queue.startTimer(batch, 0);
  } catch (error) {
    log.warn('a full batch waits until its window is over', { batchId: batch.batchId, error });
  }
}
