import type { FinalOutcome } from '../lambda/contract/dead-letter';

/** What a shell sees, for scripts to decide by. */
export const EXIT = {
  succeeded: 0,
  /** Airflow said no. */
  failed: 1,
  /** The command line is wrong, and nothing was done. */
  usage: 2,
  /** The command may have run. */
  unknown: 3,
  /** It was not done in time, and is still in the queue. */
  waiting: 4,
  /** The command was never run. */
  refused: 5,
  /** mwaaq could not do its own part: no credentials, no deployment, no answer from AWS. */
  trouble: 6,
} as const satisfies Readonly<Record<FinalOutcome | 'usage' | 'waiting' | 'trouble', number>>;

/** What ends mwaaq with a code of its own. Its message is all that the user is told. */
export class CliError extends Error {
  constructor(
    message: string,
    readonly exitCode: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The command line cannot be followed as it is. */
export function usageError(message: string): CliError {
  return new CliError(message, EXIT.usage);
}

/** What was asked for could not be looked at or done. */
export function troubleError(message: string, cause?: unknown): CliError {
  return new CliError(message, EXIT.trouble, { cause });
}
