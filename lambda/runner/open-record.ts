import type { Command } from '../airflow/command';
import { RecordChangedError } from '../contract/errors';
import type { RecordOfAny, RunningRecord } from '../contract/record';
import type { Disposal } from './batch';
import { type EndingContext, sendDeadLetter } from './end-command';
import type { FinalResult } from './outcome';
import { holdSeconds } from './patience';
import type { Delivery } from './ports';
import type { ReadRequest } from './read-request';
import { beginRecord, takeOver } from './record/command-record';
import { decideOpening, type Opening, type TriesBefore } from './record/opening';
import { checkSender, type SendersContext } from './sender';
import type { Turn } from './turn';

export interface OpeningContext extends EndingContext, SendersContext {
  /** Told of a delivery that was not run, for the log. */
  readonly skipped: (delivery: Delivery, id: string, why: string, disposal: Disposal) => void;
}

/** What is to be done once the record was looked at. */
export type Opened =
  | {
      readonly kind: 'run';
      readonly record: RecordOfAny & RunningRecord;
      readonly command: Command;
    }
  | {
      readonly kind: 'end';
      readonly record: RecordOfAny & RunningRecord;
      readonly command: Command | undefined;
      readonly result: FinalResult;
    }
  | { readonly kind: 'disposed'; readonly disposal: Disposal };

/**
 * Opens the command's record, which no other invocation can then, and decides by what it said. When it
 * cannot be opened, nothing is run: the message comes back soon, and the error is thrown on.
 */
export async function openRecord(
  request: ReadRequest,
  turn: Turn<OpeningContext>,
): Promise<Opened> {
  const { delivery, context } = turn;
  // A first delivery's record need not be read: writing it fails when there is one.
  const isNew = delivery.receiveCount === 1 && delivery.deadLetter === undefined;
  try {
    return await open(request, turn, isNew && !request.refusal);
  } catch (error) {
    const seconds = holdSeconds(delivery.receiveCount);
    await context.queues
      .hideFor(delivery, seconds)
      .catch((also: unknown) => context.warn('the message could not be hidden', also));
    throw error;
  }
}

async function open(
  request: ReadRequest,
  turn: Turn<OpeningContext>,
  isNew: boolean,
): Promise<Opened> {
  const found = isNew ? undefined : await turn.context.records.find(request.id);
  const { isStranger, ...sent } = checkSender(request, found, turn.delivery, turn.context);
  // What ends at once takes the place of a record that there may be.
  if (isNew && sent.refusal !== undefined) return open(request, turn, false);
  const ask = {
    fingerprint: sent.command?.fingerprint ?? '',
    repeatable: sent.command?.repeatable ?? true,
    refused: sent.refusal !== undefined,
    isStranger,
  };
  const opening = decideOpening(found, ask, turn.delivery, Date.now());
  try {
    return await follow(opening, sent, turn);
  } catch (error) {
    if (isNew && error instanceof RecordChangedError) return open(request, turn, false);
    throw error;
  }
}

async function follow(
  opening: Opening,
  request: ReadRequest,
  turn: Turn<OpeningContext>,
): Promise<Opened> {
  const { delivery, context } = turn;
  const skip = (disposal: Disposal, why: string): Opened => {
    context.skipped(delivery, request.id, why, disposal);
    return { kind: 'disposed', disposal };
  };
  switch (opening.kind) {
    case 'begin':
      return begin(request, turn, opening.tries);
    case 'abandoned': {
      const { command } = request;
      const reason = `the function died while it was running the command (${opening.record.crashes} times), which may have run. It is not run again by itself: see in Airflow whether it ran`;
      const record = takeOver(opening.record, delivery);
      return { kind: 'end', record, command, result: { outcome: 'unknown', reason } };
    }
    case 'busy':
      await context.queues.hideFor(delivery, Math.ceil((opening.leaseUntil - Date.now()) / 1000));
      return skip('give-back', 'another invocation may still be running it');
    case 'came-back':
      // It ended, but was not acknowledged: its dead letter may not have been sent.
      await sendDeadLetter(opening.record, delivery, context);
      return skip('done', 'it has ended already');
    case 'late-duplicate':
      return skip('done', 'another message with the same id has done it, or is at it');
    case 'another-command':
      return open(refuseTakenId(request, delivery), turn, false);
  }
}

async function begin(
  request: ReadRequest,
  turn: Turn<OpeningContext>,
  tries: TriesBefore,
): Promise<Opened> {
  const { delivery, context, deadline } = turn;
  const record = beginRecord(request, delivery, tries, context, deadline);
  const { command, refusal } = request;
  if (refusal !== undefined) {
    // Never written as running: its end takes the place of what was read.
    const unwritten = { ...record, version: tries.version };
    return { kind: 'end', record: unwritten, command, result: refusal };
  }
  await context.records.save(record);
  return { kind: 'run', record, command };
}

/** Such a message gets a record of its own: that of its id tells of the other command. */
function refuseTakenId(request: ReadRequest, { messageId, deadLetter }: Delivery): ReadRequest {
  const own = deadLetter?.id ?? messageId;
  return {
    id: own === request.id ? messageId : own,
    source: request.source,
    command: request.command,
    refusal: request.refusal ?? {
      outcome: 'refused',
      reason: `the id ${JSON.stringify(request.id)} is that of another command: send this one with an id of its own`,
    },
  };
}
