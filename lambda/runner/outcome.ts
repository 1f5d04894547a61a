import type { CliAnswer } from '../airflow/answer';
import type { Command } from '../airflow/command';
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
  | {
      readonly outcome: 'refused';
      readonly reason: string;
      /** Where the message made one. */
      readonly command?: Command | undefined;
    }
  /** It may have run, and running it again might do harm. */
  | { readonly outcome: 'unknown'; readonly command: Command; readonly reason: string }
  /** To be tried again: the environment is in trouble, or the answer to a repeatable command was lost. */
  | {
      readonly outcome: 'held';
      readonly reason: string;
      readonly command?: Command | undefined;
      readonly trouble: 'environment' | 'answer';
      /** A request was sent, so giving up does not mean that nothing ran. */
      readonly mayHaveRun: boolean;
    };

interface Ran {
  readonly command: Command;
  readonly answer: CliAnswer;
  readonly durations: Durations;
}
