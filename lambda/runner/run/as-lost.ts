import {
  AnswerLostError,
  EnvironmentUnavailableError,
  RefusedCommandError,
} from '../../contract/errors';

/** A further question that cannot be asked says nothing of what was asked for first, which may have run. */
export function asLost(error: unknown): never {
  if (error instanceof RefusedCommandError) {
    throw new AnswerLostError(error.message, 'senseless', { cause: error });
  }
  if (error instanceof EnvironmentUnavailableError) {
    throw new AnswerLostError(error.message, 'environment', { cause: error });
  }
  throw error;
}
