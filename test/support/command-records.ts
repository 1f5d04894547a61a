import type {
  EndedRecord,
  HeldRecord,
  RecordOfAny,
  RunningRecord,
} from '../../lambda/contract/record';
import { announce } from '../../lambda/runner/record/announcement';
import { ENVIRONMENT, MESSAGE_ID } from './deliveries';

/** What every record of the tests has, of a command that was tried once. */
const COMMON: RecordOfAny = {
  id: 'upload-7',
  environment: ENVIRONMENT,
  version: 1,
  writer: 'writer-1',
  command: 'version',
  verb: 'version',
  fingerprint: 'f1',
  senderId: 'AIDASENDER',
  messageId: MESSAGE_ID,
  messageSentAt: '2026-03-01T10:00:00.000Z',
  attempts: 1,
  crashes: 0,
  lateAnswers: 0,
  senselessAnswers: 0,
  mayHaveRun: false,
  sentAt: '2026-03-01T10:00:00.000Z',
  firstSeenAt: '2026-03-01T10:00:01.000Z',
  startedAt: '2026-03-01T10:00:02.000Z',
  expiresAt: 1_780_000_000,
};

export function runningRecord(
  changes: Partial<RecordOfAny & RunningRecord> = {},
): RecordOfAny & RunningRecord {
  return { ...COMMON, state: 'running', leaseUntil: 0, ...changes };
}

export function heldRecord(
  changes: Partial<RecordOfAny & HeldRecord> = {},
): RecordOfAny & HeldRecord {
  return { ...COMMON, version: 2, state: 'held', reason: 'busy', ...changes };
}

export function endedRecord(
  changes: Partial<RecordOfAny & EndedRecord> = {},
): RecordOfAny & EndedRecord {
  return {
    ...COMMON,
    version: 2,
    state: 'ended',
    outcome: 'failed',
    reason: 'Airflow said no',
    deadLetterOf: ENVIRONMENT,
    finishedAt: '2026-03-01T10:00:07.000Z',
    waitingMs: 2000,
    event: announce('Airflow Command Failed', {}),
    ...changes,
  };
}
