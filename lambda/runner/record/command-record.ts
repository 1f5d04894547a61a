import { randomUUID } from 'node:crypto';
import type { Command } from '../../airflow/command';
import { hideSecrets } from '../../airflow/secrets';
import { MAX_REASON_LENGTH, MAX_SHOWN_COMMAND_LENGTH } from '../../contract/limits';
import type {
  CommandRecord,
  EndedRecord,
  HeldRecord,
  RecordOfAny,
  RunningRecord,
} from '../../contract/record';
import { DAY_SECONDS } from '../../contract/time-units';
import type { FinalResult, Held } from '../outcome';
import type { Tries } from '../patience';
import type { Delivery } from '../ports';
import { announceOutcome } from './announcement';
import type { TriesBefore } from './opening';
import { recordOutput } from './recorded-output';
import { shorten } from './shorten';

/** What a message turned out to ask for. */
export interface Request {
  readonly id: string;
  readonly source?: string | undefined;
  /** None when the message makes no command. */
  readonly command?: Command | undefined;
  /** Whose command it is. @default - who sent the message */
  readonly senderId?: string | undefined;
}

/** How long records are kept, and where they belong. */
export interface RecordSettings {
  readonly environmentName: string;
  readonly recordsRetentionDays: number;
}

/** The record of a command that is being begun. */
export function beginRecord(
  { id, source, command, senderId }: Request,
  delivery: Delivery,
  { sentAt, firstSeenAt, ...tries }: TriesBefore,
  settings: RecordSettings,
  leaseUntil: number,
): RecordOfAny & RunningRecord {
  return {
    id,
    environment: settings.environmentName,
    state: 'running',
    leaseUntil,
    version: tries.version + 1,
    writer: randomUUID(),
    command: command && shorten(command.shown, MAX_SHOWN_COMMAND_LENGTH),
    verb: command?.verb,
    fingerprint: command?.fingerprint ?? '',
    source,
    senderId: senderId ?? delivery.senderId,
    dagId: command?.trigger?.dagId,
    runId: command?.trigger?.runId,
    ...messageOf(delivery),
    attempts: tries.attempts + 1,
    crashes: tries.crashes,
    lateAnswers: tries.lateAnswers,
    senselessAnswers: tries.senselessAnswers,
    mayHaveRun: tries.mayHaveRun,
    sentAt: sentAt ?? iso(delivery.sentAt),
    firstSeenAt: firstSeenAt ?? iso(delivery.firstReceivedAt),
    startedAt: iso(Date.now()),
    expiresAt: expiry(settings),
  };
}

/** The record of a command that another invocation died of, to be ended by this one. */
export function takeOver(
  dead: RecordOfAny & RunningRecord,
  delivery: Delivery,
): RecordOfAny & RunningRecord {
  return { ...dead, ...messageOf(delivery), writer: randomUUID() };
}

function messageOf({ messageId, sentAt }: Delivery) {
  return { messageId, messageSentAt: iso(sentAt) };
}

/** The record of a command whose message goes back into the queue. */
export function holdRecord(
  running: RecordOfAny & RunningRecord,
  tries: Tries,
  { reason, via }: Held,
): RecordOfAny & HeldRecord {
  const { leaseUntil: _, ...common } = running;
  return {
    ...common,
    ...tries,
    version: running.version + 1,
    state: 'held',
    via,
    reason: shorten(reason, MAX_REASON_LENGTH),
  };
}

/** The record of a command that has its outcome. */
export function endRecord(
  running: RecordOfAny & RunningRecord,
  result: FinalResult,
  command: Command | undefined,
  settings: RecordSettings,
): RecordOfAny & EndedRecord {
  const { leaseUntil: _, ...common } = running;
  const output = outputOf(result, command);
  const ended = {
    ...common,
    version: running.version + 1,
    state: 'ended',
    outcome: result.outcome,
    via: result.via,
    ...('reason' in result ? { reason: shorten(result.reason, MAX_REASON_LENGTH) } : {}),
    failure: result.outcome === 'failed' ? result.failure : undefined,
    finishedAt: iso(Date.now()),
    waitingMs: Math.max(0, Date.parse(running.startedAt) - Date.parse(running.sentAt)), // clocks differ
    ...('durations' in result ? result.durations : {}),
    stdout: output && recordOutput(output.stdout),
    stderr: output && recordOutput(output.stderr),
    deadLetterOf: hasDeadLetter(result) ? settings.environmentName : undefined,
    expiresAt: expiry(settings),
  } as const;
  return { ...ended, event: announceOutcome(ended, output) };
}

function hasDeadLetter(result: FinalResult): boolean {
  return result.outcome !== 'succeeded' && !('asAsked' in result);
}

/** What Airflow printed, without the command's secrets; none of a verb that prints secrets. */
function outputOf(result: FinalResult, command: Command | undefined) {
  if (!('answer' in result) || command === undefined || command.secretOutput) return undefined;
  const { answer } = result;
  const hide = (text: string) => hideSecrets(text, command.secrets);
  return { stdout: hide(answer.stdout), stderr: hide(answer.stderr) };
}

export function iso(ms: number): CommandRecord['sentAt'] {
  return new Date(ms).toISOString();
}

function expiry({ recordsRetentionDays }: RecordSettings): number {
  return Math.floor(Date.now() / 1000) + recordsRetentionDays * DAY_SECONDS;
}
