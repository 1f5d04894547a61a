import { randomBytes } from 'node:crypto';
import type { AirflowContext } from '../../grammar/types';
import type { PythonError } from '../../python/errors';
import { type PyValue, pyDict } from '../../python/values';
import { RestError } from '../types';

export function refusal(status: number, detail: PyValue): RestError {
  return new RestError(status, pyDict({ detail }));
}

/** What is wrong with one part of a request. */
export interface Fault {
  readonly type: string;
  /** Where: the body or the query, and the name there. */
  readonly loc: readonly string[];
  readonly msg: string;
  readonly input: PyValue;
  /** More words of the message. */
  readonly ctx?: PyValue;
}

/** The answer to a request that does not keep to the API's types. */
export function invalid(...faults: readonly Fault[]): RestError {
  return refusal(
    422,
    faults.map(({ ctx, ...fault }) => pyDict({ ...fault, ...(ctx === undefined ? {} : { ctx }) })),
  );
}

/** What becomes of an exception: of the database's own, Airflow tells little. */
export function failure({ version }: AirflowContext, error: PythonError): RestError {
  switch (error.className) {
    case 'sqlalchemy.exc.IntegrityError':
      return databaseError(409, 'Unique constraint violation', {
        orig_error: version.atLeast('3.2') ? 'hidden' : withoutClass(error.message),
        statement: version.atLeast('3.2') ? 'hidden' : 'INSERT INTO dag_run (…) VALUES (…)',
      });
    case 'sqlalchemy.exc.DataError':
      return version.atLeast('3.3')
        ? databaseError(422, 'Value rejected by database')
        : serverError();
    default:
      return refusal(400, error.message);
  }
}

/** What Airflow did not foresee, which is no JSON. */
export function serverError(): RestError {
  return new RestError(500, 'Internal Server Error');
}

interface Told {
  readonly orig_error: string;
  readonly statement: string;
}

const HIDDEN: Told = { orig_error: 'hidden', statement: 'hidden' };

export function databaseError(status: number, reason: string, told = HIDDEN): RestError {
  const message =
    'Serious error when handling your request. Check logs for more details - you will find it in ' +
    `api server when you look for ID ${randomBytes(4).toString('hex')}`;
  return refusal(status, pyDict({ reason, ...told, message }));
}

/** SQLAlchemy puts the driver's class in front of what the database said. */
function withoutClass(message: string): string {
  return message.replace(/^\([^)]*\) /, '');
}
