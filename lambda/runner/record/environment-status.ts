import { randomUUID } from 'node:crypto';
import { MAX_REASON_LENGTH } from '../../contract/limits';
import { type EnvironmentRecord, environmentRecordId } from '../../contract/record';
import type { Records } from '../ports';
import { announce } from './announcement';
import { iso } from './command-record';
import { shorten } from './shorten';

/** Keeps, and so announces, whether the environment takes commands. */
export interface EnvironmentStatus {
  /** The environment is in trouble. */
  held(reason: string): Promise<void>;
  /** Airflow has answered. */
  available(): Promise<void>;
}

/**
 * Reads the status each time, for another process may have written it since: that costs milliseconds
 * beside the command's seconds.
 */
export function createEnvironmentStatus(
  records: Records,
  environmentName: string,
): EnvironmentStatus {
  const common = (before: EnvironmentRecord | undefined) => ({
    id: environmentRecordId(environmentName),
    version: (before?.version ?? 0) + 1,
    writer: randomUUID(),
    since: iso(Date.now()),
  });
  return {
    async held(why) {
      const reason = shorten(why, MAX_REASON_LENGTH);
      const before = await records.findEnvironment(environmentName);
      if (before?.state === 'held') return;
      const record = common(before);
      const fields = { environment: environmentName, reason, startedAt: record.since };
      const event = announce('Airflow Environment Held', fields);
      await records.save({ ...record, state: 'held', reason, event });
    },
    async available() {
      const before = await records.findEnvironment(environmentName);
      if (before?.state !== 'held') return;
      const record = common(before);
      const times = { startedAt: before.since, finishedAt: record.since };
      const fields = { environment: environmentName, reason: before.reason, ...times };
      const event = announce('Airflow Environment Released', fields);
      await records.save({ ...record, state: 'available', event });
    },
  };
}
