import type { CliAnswer } from '../answer';

/** A command in today's spelling: that of Airflow 3, whatever its sender used. */
export interface SpelledCommand {
  /** For example `dags list-runs`; not checked yet. */
  readonly verb: string;
  readonly args: readonly string[];
}

/** A trigger, checked and complete. */
export interface Trigger {
  readonly dagId: string;
  readonly runId: string;
  /** JSON text of an object, ASCII only and without a single quote. */
  readonly conf?: string;
  /** ISO 8601 with a time zone. */
  readonly logicalDate?: string;
}

/** How the command lines of some versions of Airflow differ from today's, in both directions. */
export interface Dialect {
  /** Airflow 3 answers the path without its final slash with a redirect. */
  readonly cliPath: '/aws_mwaa/cli' | '/aws_mwaa/cli/';
  /** Verbs that it calls otherwise than today. All its names are read, the first of a verb is written. */
  readonly names: readonly OtherName[];
  /** What follows one of those names, in today's spelling. */
  readArgs(command: SpelledCommand): readonly string[];
  /** What follows a verb, in its own spelling. */
  writeArgs(command: SpelledCommand): readonly string[];
  /** A whole trigger, which the runner writes by itself. */
  trigger(trigger: Trigger): readonly string[];
  readonly confirmation: Confirmation;
}

/** A verb of today, and the words that a dialect has for it. */
export type OtherName = readonly [verb: string, words: readonly string[]];

/** How it is settled whether a run with our id exists. */
export type Confirmation =
  | {
      readonly by: 'question';
      /** Asks for the run. */
      question(dagId: string, runId: string): readonly string[];
      /**
       * Whether the run exists.
       *
       * @returns nothing when the answer leaves it open, such as an exception about something else
       */
      tells(answer: CliAnswer, runId: string): boolean | undefined;
    }
  | {
      /** There is no command to ask with, but the exception tells whether it was the run id. */
      readonly by: 'wording';
      /**
       * Whether the run exists.
       *
       * @param reason what the trigger's own answer was judged by
       * @returns nothing when it leaves that open, such as another version's words
       */
      tells(reason: string): boolean | undefined;
    };
