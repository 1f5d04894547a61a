/** A message that can never run as it stands. The text says what is wrong and what to do. */
export class InvalidMessageError extends Error {
  override readonly name = 'InvalidMessageError';
}

/** A command that this deployment does not run. The text says why and what to do. */
export class RefusedCommandError extends Error {
  override readonly name = 'RefusedCommandError';
}

/** The environment, not the command, is in trouble: the same message will work later. */
export class EnvironmentUnavailableError extends Error {
  override readonly name = 'EnvironmentUnavailableError';
}

/** The environment does not serve its REST API through AWS yet: its command line it does. */
export class NoRestApiError extends EnvironmentUnavailableError {}

/**
 * The command reached the web server, or may have, and its answer is lost or makes no sense.
 * Whether Airflow ran it is not known.
 */
export class AnswerLostError extends Error {
  override readonly name = 'AnswerLostError';

  /** @param trouble whether the web server is down, or its answer came too late or makes no sense */
  constructor(
    message: string,
    readonly trouble: 'environment' | 'late' | 'senseless',
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The record is no longer the one that was read: another invocation has written it. */
export class RecordChangedError extends Error {
  override readonly name = 'RecordChangedError';
}

/** What no input brings about, only a fault of this project. The text says what is so; to be mended is the code. */
export class InternalError extends Error {
  override readonly name = 'InternalError';
}
