import type { CliAnswer } from '../airflow/answer';
import type { Command } from '../airflow/command';
import type { DeadLetter } from '../contract/dead-letter';
import type { Durations } from './ports';

/** What came of running one command, as far as it was run. */
export type Outcome =
  | (Ran & { readonly outcome: 'succeeded' })
  | (Ran & {
      readonly outcome: 'failed';
      readonly reason: string;
      /** Airflow knows no such DAG; it may know it soon, when its file is new. */
      readonly unknownDag: boolean;
    })
  /** We never ran it. */
  | { readonly outcome: 'refused'; readonly reason: string }
  /** It may have run, and running it again might do harm. */
  | { readonly outcome: 'unknown'; readonly command: Command; readonly reason: string }
  /** The environment is in trouble, or the answer to a repeatable command was lost: try again. */
  | { readonly outcome: 'held'; readonly reason: string };

interface Ran {
  readonly command: Command;
  readonly answer: CliAnswer;
  readonly durations: Durations;
}

/** The outcomes that end in the dead-letter queue. */
export type Ended = Extract<Outcome, { readonly outcome: DeadLetter['outcome'] }>;
