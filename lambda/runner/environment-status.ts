import { randomUUID } from 'node:crypto';
import { MAX_REASON_LENGTH } from '../contract/limits';
import { type EnvironmentRecord, environmentRecordId } from '../contract/record';
import { announce } from './announcement';
import { iso } from './command-record';
import type { Records } from './ports';
import { shorten } from './shorten';

/** Keeps, and so announces, whether the environment takes commands. */
export interface EnvironmentStatus {
  /** The environment is in trouble. */
  held(reason: string): Promise<void>;
  /**
   * Airflow has answered.
   *
   * @param wasTriedBefore whether the command that it answered may have been held before
   */
  available(wasTriedBefore: boolean): Promise<void>;
}

/**
 * Reads the status only where it may have changed: when a command is held, when one that was held gets
 * its answer, and at a function's first answer, for the one before it may have died in between.
 */
export function createEnvironmentStatus(
  records: Records,
  environmentName: string,
): EnvironmentStatus {
  let isKnownAvailable = false;
  const common = (before: EnvironmentRecord | undefined) => ({
    id: environmentRecordId(environmentName),
    version: (before?.version ?? 0) + 1,
    writer: randomUUID(),
    since: iso(Date.now()),
  });
  return {
    async held(why) {
      const reason = shorten(why, MAX_REASON_LENGTH);
      isKnownAvailable = false;
      const before = await records.findEnvironment(environmentName);
      if (before?.state === 'held') return;
      const record = common(before);
      const fields = { environment: environmentName, reason, startedAt: record.since };
      const event = announce('Airflow Environment Held', fields);
      await records.save({ ...record, state: 'held', reason, event });
    },
    async available(wasTriedBefore) {
      if (isKnownAvailable && !wasTriedBefore) return;
      const before = await records.findEnvironment(environmentName);
      if (before?.state === 'held') {
        const record = common(before);
        const times = { startedAt: before.since, finishedAt: record.since };
        const fields = { environment: environmentName, reason: before.reason, ...times };
        const event = announce('Airflow Environment Released', fields);
        await records.save({ ...record, state: 'available', event });
      }
      isKnownAvailable = true;
    },
  };
}
