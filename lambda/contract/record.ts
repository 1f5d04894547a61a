import type { FinalOutcome } from './dead-letter';
import type { Way } from './via';

/**
 * What is known of one command, as one item of the records table holds it. Times are ISO 8601 in UTC
 * with milliseconds, but for the two that only machines read. Holds no secret.
 */
export type CommandRecord = RecordOfAny & (RunningRecord | HeldRecord | EndedRecord);

/**
 * Random, and new each time that an invocation takes a record, which keeps it for all that it writes of
 * it. With version and state it tells a write from every other, however alike: so an invocation knows
 * one of its own whose answer was lost. The last one's is also the proof in its dead letter.
 */
type WriterId = string;

/** What every record has. */
export interface RecordOfAny {
  /** The command's id, which is the table's key. */
  readonly id: string;
  /** The MWAA environment's name. */
  readonly environment: string;
  /** Grows with each write, which is refused when the record is no longer the one that was read. */
  readonly version: number;
  /** See `WriterId`. */
  readonly writer: WriterId;
  /** The command as it may be shown, shortened; nothing when the message could not be read. */
  readonly command?: string | undefined;
  /** In today's spelling, for example `dags trigger`. */
  readonly verb?: string | undefined;
  /** Tells another command under the same id: a hash of the command without its secrets. */
  readonly fingerprint: string;
  /** Who the message says sent it. */
  readonly source?: string | undefined;
  /** Who SQS says sent it; of one that was retried by its own dead letter, who sent it first. */
  readonly senderId: string;
  readonly dagId?: string | undefined;
  readonly runId?: string | undefined;
  /** The SQS message that it was last tried from. */
  readonly messageId: string;
  /** When that message was sent: one that was sent before does not take the record over from it. */
  readonly messageSentAt: string;
  /** How often it was begun, over all its messages. */
  readonly attempts: number;
  /** How often the function died, since it was last sent. */
  readonly crashes: number;
  /** How often the answer came too late, since it was last sent. */
  readonly lateAnswers: number;
  /** How often the answer made no sense, since it was last sent. */
  readonly senselessAnswers: number;
  /** Whether Airflow may have run it in an earlier try, also in one before it was sent again. */
  readonly mayHaveRun: boolean;
  /** When its first message was sent. */
  readonly sentAt: string;
  /** When it was first handed out, and when it was last begun. */
  readonly firstSeenAt: string;
  readonly startedAt: string;
  /** When DynamoDB may forget it, in seconds since the epoch. */
  readonly expiresAt: number;
}

/** A function is at it, or was when it died. */
export interface RunningRecord {
  readonly state: 'running';
  /** When that function is certainly gone, in milliseconds since the epoch. */
  readonly leaseUntil: number;
}

/** What is known of a command that has been tried. */
interface TriedRecord {
  /** Which way its last try went; nothing when it went none. */
  readonly via?: Way | undefined;
}

/** The message is back in the queue and is tried again. */
export interface HeldRecord extends TriedRecord {
  readonly state: 'held';
  readonly reason: string;
}

/** It has its outcome. Only its own dead letter, sent back, opens it again; or, once refused, any message. */
export interface EndedRecord extends TriedRecord {
  readonly state: 'ended';
  readonly outcome: FinalOutcome;
  /** What happened and what to do; none after success. */
  readonly reason?: string | undefined;
  /** Only when it failed. */
  readonly failure?: Failure | undefined;
  readonly finishedAt: string;
  /** From when it was sent to when it was begun the last time. */
  readonly waitingMs: number;
  readonly mintMs?: number | undefined;
  readonly cliMs?: number | undefined;
  /** Airflow's output; none when nothing was run, or when the verb can print secrets. */
  readonly stdout?: RecordedOutput | undefined;
  readonly stderr?: RecordedOutput | undefined;
  /** The environment again, when it has a dead letter: the key of the index of dead letters. */
  readonly deadLetterOf?: string | undefined;
  /** What the Pipe announces. A write that announces nothing leaves it out. */
  readonly event: OutcomeEvent;
}

/** Why Airflow said no to a command. */
export type Failure =
  /** It knows no such DAG. */
  | 'unknown-dag'
  /** Another run of the DAG has the same logical date. */
  | 'run-exists'
  /** It did not understand the command. */
  | 'not-understood'
  | 'other';

/** One output stream of a command. */
export interface RecordedOutput {
  /** gzip of UTF-8. */
  readonly gzip: Uint8Array;
  /** Length of the whole output in bytes; more than is kept when it was cut in the middle. */
  readonly bytes: number;
  readonly truncated: boolean;
}

/** Whether an environment takes commands: one item in the table of records. */
export interface EnvironmentRecord {
  /** See `environmentRecordId`. */
  readonly id: string;
  readonly version: number;
  readonly writer: WriterId;
  readonly state: 'held' | 'available';
  /** What is the matter; none when available. */
  readonly reason?: string | undefined;
  /** Since when, ISO 8601. */
  readonly since: string;
  readonly event: OutcomeEvent;
}

/** No command's id has a space. */
export function environmentRecordId(environmentName: string): string {
  return `environment ${environmentName}`;
}

/**
 * The table: one item a command by its id; the history of an environment and its waiting dead letters
 * by index, in order of time.
 */
export const RECORDS_TABLE = {
  partitionKey: 'id',
  expiry: 'expiresAt',
  history: { indexName: 'history', partitionKey: 'environment', sortKey: 'sentAt' },
  deadLetters: { indexName: 'dead-letters', partitionKey: 'deadLetterOf', sortKey: 'finishedAt' },
} as const;

/** All that deleting a dead letter changes of its command's record, and asks of it. IAM holds who may delete one to these. */
export const DEAD_LETTER_ATTRIBUTES = {
  of: RECORDS_TABLE.deadLetters.partitionKey,
  event: 'event',
  attempts: 'attempts',
} as const;

/** What the indexes hold of a record beside its keys: all but its output, which a list does not show. */
export const INDEXED_ATTRIBUTES = [
  'state',
  'outcome',
  'reason',
  'command',
  'verb',
  'source',
  'senderId',
  'dagId',
  'runId',
  'messageId',
  'attempts',
  'firstSeenAt',
  'startedAt',
  'waitingMs',
  'mintMs',
  'cliMs',
] as const;

/** What is announced on the event bus. */
export type OutcomeEventType =
  | 'Airflow Command Succeeded'
  | 'Airflow Command Failed'
  | 'Airflow Command Refused'
  | 'Airflow Command Unknown'
  | 'Airflow Environment Held'
  | 'Airflow Environment Released';

/** The events' `source`. */
export const EVENT_SOURCE = 'mwaa-cli-queue';

/**
 * An event's `detail`, and its `detail-type`. All is text, for so a Pipe passes DynamoDB's numbers on;
 * and all is always there, empty where it does not apply.
 */
export type OutcomeEvent = { readonly detailType: OutcomeEventType } & Readonly<
  Record<(typeof EVENT_FIELDS)[number], string>
>;

/** The fields of an event's `detail`. */
export const EVENT_FIELDS = [
  'environment',
  'id',
  'outcome',
  'reason',
  'command',
  'dagId',
  'runId',
  'source',
  'attempts',
  'via',
  'sentAt',
  'startedAt',
  'finishedAt',
  'stdout',
  'stderr',
] as const;
