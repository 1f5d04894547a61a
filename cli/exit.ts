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

/** An error in one line. The SDK's own is without a message where several addresses refused. */
export function messageOf(error: unknown): string {
  const { name, message, code } = Object(error) as {
    readonly name?: string;
    readonly message?: string;
    readonly code?: string;
  };
  // Not passed on: it quotes the answer, which may hold a secret.
  if (name === 'SyntaxError') return 'the answer was no JSON';
  return message || code || name || String(error);
}

/** Whether AWS says that who asks may not do this. */
export function isDenied(error: unknown): boolean {
  return /AccessDenied/.test(String(Object(error).name));
}

/** Whether it will be so however often it is tried: AWS takes the credentials for nothing, or not for this. */
export function isFinal(error: unknown): boolean {
  return /AccessDenied|ExpiredToken|UnrecognizedClient|InvalidClientTokenId|CredentialsProvider/.test(
    String(Object(error).name),
  );
}

/** What was asked for could not be looked at or done. */
export function troubleError(message: string, cause?: unknown): CliError {
  return new CliError(message, EXIT.trouble, { cause });
}
