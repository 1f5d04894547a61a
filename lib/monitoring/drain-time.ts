import { Duration } from 'aws-cdk-lib';
import { MESSAGE_RETENTION } from '../queues/queues';

/** Of a backlog of some thousand commands, long before SQS forgets any of them. */
export const DEFAULT_MAX_DRAIN_TIME = Duration.hours(6);

/** Shorter than a minute is any queue with a few commands, and what takes longer than SQS keeps messages is lost. */
export const MAX_DRAIN_MINUTES = { least: 1, most: MESSAGE_RETENTION.toMinutes() } as const;

/** A limit known only at deployment passes. */
export function checkMaxDrainTime(limit: Duration | undefined): void {
  if (limit === undefined || limit.isUnresolved()) return;
  const { least, most } = MAX_DRAIN_MINUTES;
  const minutes = limit.toMinutes({ integral: false });
  if (minutes >= least && minutes <= most) return;
  throw new Error(`maxDrainTime is ${minutes} minutes: it must be ${least} to ${most} minutes`);
}
