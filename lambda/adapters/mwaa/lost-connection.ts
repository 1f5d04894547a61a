import { AnswerLostError, EnvironmentUnavailableError } from '../../contract/errors';

/** How far a request had come when its connection failed. */
export interface Progress {
  /** Its connection did not stand yet. */
  readonly isOpening: boolean;
  /** Its time was over. */
  readonly isLate: boolean;
}

/** From which nothing has left: the name is not known, or nobody listens. Without TLS it is all that is known. */
const NOT_SENT = /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/;

/** Says what it means that there was no answer, and what to do. */
export function explainLostConnection(
  error: Error,
  what: string,
  { isOpening, isLate }: Progress,
): Error {
  const { name, message, code = '' } = error as NodeJS.ErrnoException;
  const options = { cause: error };
  // Of credentials that are missing, too, nothing has left.
  if (isOpening || NOT_SENT.test(code) || name === 'CredentialsProviderError') {
    return new EnvironmentUnavailableError(
      `${what}: no connection to MWAA (${message}); in a VPC without a way out the runner needs the endpoint airflow.env (docs/networking.md)`,
      options,
    );
  }
  return isLate
    ? new AnswerLostError(`${what}: no answer in time`, 'late', options)
    : new AnswerLostError(`${what}: the answer was lost (${message})`, 'environment', options);
}
