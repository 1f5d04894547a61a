import type { AirflowContext } from '../../grammar/types';
import type { PythonError } from '../../python/errors';
import { pyDict } from '../../python/values';
import { RestError } from '../types';

const KINDS: Readonly<Record<number, readonly [title: string, section: string]>> = {
  400: ['Bad Request', 'BadRequest'],
  404: ['Not Found', 'NotFound'],
  409: ['Conflict', 'AlreadyExists'],
};

/** An error as RFC 7807 has it, with a link to Airflow's documentation. */
export function problem(
  { version }: AirflowContext,
  status: number,
  detail: string | null,
  title?: string | null,
): RestError {
  const [usualTitle = '', section = ''] = KINDS[status] ?? [];
  const docs = `https://airflow.apache.org/docs/apache-airflow/${version.text}`;
  const type = `${docs}/stable-rest-api-ref.html#section/Errors/${section}`;
  return new RestError(
    status,
    pyDict({ detail, status, title: title === undefined ? usualTitle : title, type }),
  );
}

/** An error of the web server's own. */
export function plainProblem(status: number, title: string, detail: string): RestError {
  return new RestError(status, pyDict({ detail, status, title, type: 'about:blank' }));
}

/** The page that Airflow 2 shows for an exception that it did not foresee. */
export function oops(): RestError {
  return new RestError(
    500,
    '<!DOCTYPE html>\n<html lang="en">\n<body><h1> Ooops! </h1></body>\n</html>\n',
  );
}

/** Airflow foresees ValueError, and from 2.9 on what is wrong with params. */
export function failure(context: AirflowContext, error: PythonError): RestError {
  const foreseen = context.version.atLeast('2.9')
    ? ['ValueError', 'airflow.exceptions.ParamValidationError']
    : ['ValueError'];
  return foreseen.includes(error.className) ? problem(context, 400, error.message) : oops();
}
