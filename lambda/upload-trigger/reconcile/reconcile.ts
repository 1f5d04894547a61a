import { DYNAMODB_READ_ITEMS } from '../../contract/limits';
import type { UploadRule } from '../../contract/upload-rule';
import { chunksOf } from '../chunks';
import { writeFound } from '../events/own-events';
import { wholeSeconds } from '../hear-upload';
import { objectId } from '../identity';
import { type InvocationTime, OutOfTimeError } from '../invocation-time';
import type { HeardObjects, ListedObject, Log, UploadsBucket, UploadsQueue } from '../ports';
import { createJudge, listingPrefix } from '../rule';
import type { ReconcileRequest } from './request';

/** What reconciling needs. */
export interface ReconcileContext {
  readonly rule: UploadRule;
  readonly bucket: UploadsBucket;
  readonly objects: Pick<HeardObjects, 'lastHeard'>;
  readonly queue: Pick<UploadsQueue, 'sendAll'>;
  readonly time: InvocationTime;
  readonly log: Log;
}

/** What is answered to the operator. */
export interface Reconciled {
  /** Objects that were listed, whether they count or not. */
  readonly listed: number;
  /** Objects that count, were written in the time asked for, and were not heard of since. */
  readonly missing: readonly ListedObject[];
  readonly queued: number;
  /** There when not all was listed: to go on from. */
  readonly startAfter?: string;
}

/** SQS takes 10 messages in one call. */
const SEND_AT_ONCE = 10;

/** Longest answer in bytes, before the last 100 objects: Lambda takes 6 MB. */
const MAX_ANSWER_BYTES = 5 * 1024 * 1024;

/**
 * Finds the objects whose event never came, and queues them if asked to. May be repeated: what is queued
 * has one identity, however often it is found.
 *
 * @throws Error when the queue does not take one, and tells how many were queued; or when there was no time at all
 */
export async function reconcile(
  request: ReconcileRequest,
  context: ReconcileContext,
): Promise<Reconciled> {
  // Before anything is listed: what is written after this is told of by an event that counts.
  const listedAt = wholeSeconds(context.time.now());
  const missing: ListedObject[] = [];
  let listed = 0;
  let queued = 0;
  let bytes = 0;
  let startAfter = request.startAfter;
  for await (const objects of listChunks(request, context)) {
    if (objects === 'no time left' || bytes > MAX_ANSWER_BYTES) {
      if (startAfter !== undefined) return tell({ listed, missing, queued, startAfter }, context);
      // Without a key to go on from, the answer would say that all was looked at.
      throw new OutOfTimeError('there was no time to look at one object: raise the time-out');
    }
    const found = await findMissing(objects, request, context);
    if (request.queue) queued += await queueFound(found, listedAt, queued, context);
    listed += objects.length;
    missing.push(...found);
    bytes += Buffer.byteLength(JSON.stringify(found));
    startAfter = objects.at(-1)?.key ?? startAfter;
  }
  return tell({ listed, missing, queued }, context);
}

/** The bucket's objects, as many as are looked up at once; ends with a note when time runs short. */
async function* listChunks(
  { startAfter }: ReconcileRequest,
  { rule, bucket, time }: ReconcileContext,
): AsyncGenerator<readonly ListedObject[] | 'no time left'> {
  const prefix = listingPrefix(rule);
  let from = startAfter === undefined ? { prefix } : { prefix, startAfter };
  for (;;) {
    if (!time.fitsCall()) return yield 'no time left';
    const { objects, isLast } = await bucket.list(from);
    for (const chunk of chunksOf(objects, DYNAMODB_READ_ITEMS)) {
      if (!time.fitsCall()) return yield 'no time left';
      yield chunk;
    }
    const last = objects.at(-1);
    if (isLast || last === undefined) return;
    from = { prefix, startAfter: last.key };
  }
}

async function findMissing(
  listed: readonly ListedObject[],
  { since, until }: ReconcileRequest,
  { rule, bucket, objects }: ReconcileContext,
): Promise<readonly ListedObject[]> {
  const judge = createJudge(rule);
  const counting = listed.filter((object) => {
    const written = Date.parse(object.lastModified);
    return since <= written && written <= until && judge(object).counts;
  });
  if (counting.length === 0) return [];
  const idOf = (object: ListedObject) => objectId(rule, { ...object, bucket: bucket.name });
  const lastHeard = await objects.lastHeard(counting.map(idOf));
  return counting.filter((object) => {
    const writtenAt = wholeSeconds(Date.parse(object.lastModified));
    return (lastHeard.get(idOf(object)) ?? 0) < writtenAt;
  });
}

async function queueFound(
  found: readonly ListedObject[],
  listedAt: number,
  queuedBefore: number,
  { bucket, queue, log }: ReconcileContext,
): Promise<number> {
  let queued = 0;
  for (const some of chunksOf(found, SEND_AT_ONCE)) {
    const bodies = some.map((object) => writeFound({ ...object, bucket: bucket.name, listedAt }));
    const refusals = await queue.sendAll(bodies);
    queued += some.length - refusals.length;
    if (refusals.length === 0) continue;
    const all = queuedBefore + queued;
    log.warn('reconcile stopped', { queued: all, refusals });
    throw new Error(
      `${all} missing uploads were queued, then SQS did not take ${refusals.length}: ${refusals[0]}; repeat the same request, nothing runs twice`,
    );
  }
  return queued;
}

function tell(answer: Reconciled, { log }: ReconcileContext): Reconciled {
  const { listed, missing, queued, startAfter } = answer;
  log.info('reconciled', { listed, missing: missing.length, queued, startAfter });
  return answer;
}
