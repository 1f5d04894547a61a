import type { CommandSender } from '../contract/command-sender';
import type { UploadRule } from '../contract/upload-rule';
import type { Arrival, GiveBack } from './arrival';
import { closeBatch } from './batch/close';
import type { BatchContext } from './batch/context';
import { joinBatches } from './batch/join-batches';
import { readQueueEvent } from './events/queue-event';
import { hearUpload } from './hear-upload';
import { inParallel } from './in-parallel';
import type { InvocationTime } from './invocation-time';
import type { Delivery, HeardObjects, Log, OpenBatch, UploadsQueue } from './ports';
import { createJudge } from './rule';
import { uploadMessage } from './trigger-message';
import { shownUpload } from './upload';

/** What handling uploads needs. */
export interface UploadsContext {
  readonly rule: UploadRule;
  readonly objects: HeardObjects;
  readonly queue: UploadsQueue;
  readonly send: CommandSender;
  readonly time: InvocationTime;
  readonly log: Log;
  /** There when the rule gathers batches. */
  readonly batching?: BatchContext;
}

/** Objects that are noted as heard of at the same time. */
const HEAR_AT_ONCE = 10;

interface Timer {
  readonly delivery: Delivery;
  readonly batch: OpenBatch;
}

/**
 * Handles deliveries of the uploads queue. One that fails does not keep the others from it, and one with
 * several uploads is done with when all of them are.
 *
 * @returns the message ids to hand out again
 */
export async function handleDeliveries(
  deliveries: readonly Delivery[],
  context: UploadsContext,
): Promise<readonly string[]> {
  const givenBack = new Set<string>();
  const giveBack: GiveBack = (delivery, error) => {
    givenBack.add(delivery.messageId);
    context.log.warn('a message is given back', { messageId: delivery.messageId, error });
  };
  const { arrivals, timers } = readAll(deliveries, giveBack, context);
  const heard = await hearAll(arrivals, giveBack, context);
  if (context.batching === undefined) await sendAll(heard, giveBack, context);
  else await joinBatches(heard, giveBack, context.batching);
  for (const { delivery, batch } of timers) {
    try {
      if (await closeOrHide({ delivery, batch }, context)) givenBack.add(delivery.messageId);
    } catch (error) {
      giveBack(delivery, error);
    }
  }
  return [...givenBack];
}

/** Sorts what came; says of what does not count why. */
function readAll(
  deliveries: readonly Delivery[],
  giveBack: GiveBack,
  { rule, log }: UploadsContext,
): { readonly arrivals: readonly Arrival[]; readonly timers: readonly Timer[] } {
  const judge = createJudge(rule);
  const arrivals: Arrival[] = [];
  const timers: Timer[] = [];
  for (const delivery of deliveries) {
    try {
      const event = readQueueEvent(delivery.body);
      if (event.kind === 'timer') {
        timers.push({ delivery, batch: event.batch });
        continue;
      }
      for (const what of event.ignored) log.info('ignored', { what });
      for (const upload of event.uploads) {
        const verdict = judge(upload);
        if (verdict.counts) arrivals.push({ delivery, upload, parts: verdict.parts });
        else log.info('upload ignored', { ...shownUpload(upload), why: verdict.why });
      }
    } catch (error) {
      giveBack(delivery, error);
    }
  }
  return { arrivals, timers };
}

/** @returns what is to be handled, in its order */
async function hearAll(
  arrivals: readonly Arrival[],
  giveBack: GiveBack,
  { rule, objects, time, log }: UploadsContext,
): Promise<readonly Arrival[]> {
  const answers = await inParallel(arrivals, HEAR_AT_ONCE, async ({ upload }) => {
    time.checkCall();
    return hearUpload(rule, upload, objects);
  });
  return arrivals.filter(({ delivery, upload }, i) => {
    const answer = answers[i];
    if (answer?.status === 'fulfilled') {
      const why = 'it is handled already';
      if (!answer.value) log.info('upload ignored', { ...shownUpload(upload), why });
      return answer.value;
    }
    giveBack(delivery, answer?.reason);
    return false;
  });
}

/** In their order: as they come they are queued. */
async function sendAll(
  arrivals: readonly Arrival[],
  giveBack: GiveBack,
  { rule, send, time, log }: UploadsContext,
): Promise<void> {
  for (const { delivery, upload, parts } of arrivals) {
    try {
      time.checkCall();
      const message = uploadMessage(rule, upload, parts);
      await send(message);
      const { deduplicationId: commandId, runId } = message;
      log.info('upload queued', { commandId, ...shownUpload(upload), dagId: rule.dagId, runId });
    } catch (error) {
      giveBack(delivery, error);
    }
  }
}

/**
 * Closes the batch whose timer has come.
 *
 * @returns whether the timer came too early, and is hidden until it is time
 */
async function closeOrHide(
  { delivery, batch }: Timer,
  { batching, queue }: UploadsContext,
): Promise<boolean> {
  if (batching === undefined) {
    throw new Error(
      `batch ${batch.batchId} waits to be closed, but the rule gathers no batches any more: deploy the rule with its batch again until the uploads' queue is empty`,
    );
  }
  const seconds = await closeBatch(batch, batching);
  if (seconds === undefined) return false;
  await queue.hideFor(delivery, seconds);
  return true;
}
