import type { CommandRecord, EnvironmentRecord } from '../../../lambda/contract/record';
import type { Delivery } from '../../../lambda/runner/ports';
import type { Ended } from './history';

/**
 * What is wrong with a record's change, if anything.
 *
 * @param isOwn whether the handling that wrote the record before goes on
 * @param delivery what is being handled
 */
export function faultOfChange(
  before: CommandRecord | undefined,
  after: CommandRecord,
  isOwn: boolean,
  delivery: Delivery | undefined,
): string | undefined {
  const change = `${before?.state ?? 'nothing'} -> ${after.state}`;
  if (after.state === 'held') {
    return isOwn && before?.state === 'running' ? undefined : `${change} of another's`;
  }
  switch (before?.state) {
    case undefined:
    case 'held':
      return undefined;
    case 'running':
      if (isOwn && after.state === 'ended') return undefined;
      return Date.now() >= before.leaseUntil ? undefined : `${change} while another may be at it`;
    case 'ended':
      return mayReopen(before, after, delivery) ? undefined : `${change} not by its dead letter`;
  }
}

function mayReopen(before: Ended, after: CommandRecord, delivery: Delivery | undefined): boolean {
  const { id, attempts } = delivery?.deadLetter ?? {};
  const isRetry =
    before.outcome !== 'succeeded' && id === before.id && attempts === before.attempts;
  // What was refused never ran: its id is free for another message.
  const isFree = before.outcome === 'refused' && after.messageId !== before.messageId;
  return isRetry || isFree;
}

const EVENTS = {
  succeeded: 'Airflow Command Succeeded',
  failed: 'Airflow Command Failed',
  refused: 'Airflow Command Refused',
  unknown: 'Airflow Command Unknown',
} as const;

/** What is wrong with how a record's end is announced, if anything. */
export function faultOfEnding({
  event,
  outcome,
  reason,
  id,
  deadLetterOf,
}: Ended): string | undefined {
  if (event?.detailType !== EVENTS[outcome])
    return `it ${outcome}, and ${event?.detailType} is told`;
  const isTold = event.id === id && event.outcome === outcome && event.reason === (reason ?? '');
  if (!isTold) return `its event tells of something else: ${JSON.stringify(event)}`;
  if ((outcome === 'succeeded') !== (reason === undefined))
    return `it ${outcome}, reason ${reason}`;
  // What is dropped as its sender asked is no operator's business.
  const isDropped = outcome === 'refused' && reason?.startsWith('it is stale');
  const isListed = deadLetterOf !== undefined;
  const mustBe = outcome !== 'succeeded' && !isDropped;
  return isListed === mustBe ? undefined : 'it is listed wrongly';
}

/** What is wrong with a change of the environment's status, if anything. */
export function faultOfStatus(
  after: EnvironmentRecord,
  before: EnvironmentRecord | undefined,
): string | undefined {
  const change = `${before?.state ?? 'available'} -> ${after.state}`;
  if (change === 'available -> held') {
    return after.event?.detailType === 'Airflow Environment Held' ? undefined : 'held is not told';
  }
  if (change === 'held -> available') {
    return after.event?.detailType === 'Airflow Environment Released'
      ? undefined
      : 'its release is not told';
  }
  return change;
}
