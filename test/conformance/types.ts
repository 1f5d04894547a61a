import type { Clock } from '../../lambda/adapters/mwaa/pace';
import type { Via } from '../../lambda/contract/via';
import type { Outcome } from '../../lambda/runner/outcome';
import type { AirflowEngine } from '../../local/mwaa/engine';
import type { AirflowVersion } from '../../local/mwaa/model/version';
import type { RanCommand } from '../../local/mwaa/ran';

/** One Airflow under test: the embedded model or a real one, with the DAGs of `DAG_IDS`. */
export interface Subject {
  readonly engine: AirflowEngine;
  /** Called before each message: the model's clock moves on, as a real one does by itself. */
  tick(): void;
  /** What the runner keeps the pace of its requests by. @default - the wall clock */
  readonly clock?: Clock;
}

/** A message as its sender writes it; `messageId` stands for the id that SQS gives it. */
export interface Sent {
  readonly body: string;
  readonly messageId?: string;
}

/** What came of one message. */
export interface Sending {
  readonly outcome: Outcome;
  /** What the web server was asked for it. */
  readonly ran: readonly RanCommand[];
}

export interface Expected {
  readonly outcome: Outcome['outcome'];
  /** What a person must find in the reason. */
  readonly reason?: RegExp;
  /** What Airflow must have printed for the sender to read. */
  readonly stdout?: RegExp;
}

/** A run that must have come of a case, as Airflow has it. */
export interface ExpectedRun {
  readonly dagId: string;
  readonly runId: string | RegExp;
  /** JSON of the conf that its task must receive, digit for digit. */
  readonly conf?: string;
  /** Where it must be and stay. */
  readonly state?: string;
  /** To the second. */
  readonly logicalDate?: string;
}

/** One row of the conformance matrix. */
export interface ConformanceCase {
  /** Names the row; unique. */
  readonly name: string;
  /** The first version that it applies to, and the first one that it no longer does. */
  readonly since?: string;
  readonly until?: string;
  /** Messages that come before, each of which must succeed. */
  readonly setup?: readonly Sent[];
  /** A message that other cases need too: it is sent once for all of them, and must succeed. */
  readonly setupOnce?: Sent;
  readonly send: Sent;
  readonly expected: Expected | ((version: AirflowVersion, via: Via) => Expected);
  /** Exactly these runs come of all its messages; none unless told. */
  readonly newRuns?: readonly ExpectedRun[];
  /** Which DAGs must be paused afterwards, and which must not. */
  readonly paused?: Readonly<Record<string, boolean>>;
}

/** What a case showed, for the matrix. */
export interface Observation {
  readonly name: string;
  /** Airflow's decisive words, a text for each command that the web server ran. */
  readonly said: readonly string[];
  readonly outcome: Outcome['outcome'];
  readonly reason: string;
}

/** Whether what has a form by REST goes so. */
export function goesByRest(version: AirflowVersion, via: Via): boolean {
  return via !== 'cli' && version.atLeast('2.4');
}

export function appliesTo(
  { since, until }: Pick<ConformanceCase, 'since' | 'until'>,
  version: AirflowVersion,
): boolean {
  return version.atLeast(since ?? '1.10') && !(until !== undefined && version.atLeast(until));
}
