import type { CliAnswer } from '../airflow/answer';
import type { Verdict } from '../airflow/judge';
import type { Failure } from '../contract/record';
import type { Way } from '../contract/via';
import type { Durations } from './ports';

/** What came of one try of a command. */
export type Outcome = FinalResult | Held;

/** Which way a try went; nothing when it went none. */
interface Sent {
  readonly via?: Way | undefined;
}

/** A command's end, with what it ended on. Reasons say what happened and what to do, and hold no secret. */
export type FinalResult = Succeeded | Failed | NotRun;

interface Succeeded extends Ran {
  readonly outcome: 'succeeded';
}

/** Airflow said no. */
interface Failed extends Ran {
  readonly outcome: 'failed';
  readonly reason: string;
  readonly failure: Failure;
}

/** It was not run here; whether it was in an earlier try is what the two outcomes tell apart. */
export type NotRun = Sent &
  (
    | {
        readonly outcome: 'refused';
        readonly reason: string;
        /** It is what the sender asked for: nobody need look at it, so there is no dead letter. */
        readonly asAsked?: true;
      }
    | { readonly outcome: 'unknown'; readonly reason: string }
  );

/** To be tried again. */
export interface Held extends Sent {
  readonly outcome: 'held';
  readonly reason: string;
  readonly trouble: Trouble;
  /** A request was sent, so giving up does not mean that nothing ran. */
  readonly mayHaveRun: boolean;
}

/** Why a command is tried again. */
export type Trouble =
  /** The environment is down, busy, or does not let us in. */
  | 'environment'
  /** The answer to a repeatable command came too late. */
  | 'late'
  /** The answer to a repeatable command made no sense. */
  | 'senseless'
  /** Airflow knows no such DAG; it may know it soon, when its file is new. */
  | 'unknown-dag'
  /** Another run of the DAG was created in the same second. */
  | 'same-second'
  /** The environment has another version of Airflow than the command was written for. */
  | 'upgraded';

/** What Airflow answered. */
export interface Ran extends Sent {
  readonly answer: CliAnswer;
  readonly durations: Durations;
}

/** What Airflow answered, and what that says of the command. */
export interface Said extends Omit<Ran, 'via'> {
  readonly verdict: Verdict;
}
