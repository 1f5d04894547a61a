import { expect } from 'vitest';
import { byApi, get, okInBoth, refusal, send } from '../answers';
import type { ExpectedAnswer, RestCase } from '../types';

/** What Airflow 2's web server says by itself. */
const plain = (status: number, title: string): ExpectedAnswer => ({
  status,
  body: { status, title, type: 'about:blank' },
});

const NOT_FOUND = plain(404, 'Not Found');
const NOT_ALLOWED = byApi(plain(405, 'Method Not Allowed'), refusal(405, 'Method Not Allowed'));
const NO_ROUTE = { status: 404, body: { error: 'API route not found' } };

export const PATH_CASES: readonly RestCase[] = [
  {
    name: 'the version',
    ask: get('/version'),
    answer: okInBoth({ version: expect.stringMatching(/^\d+\.\d+\.\d+$/) }),
  },
  {
    name: 'a path that there is not',
    ask: get('/nothing'),
    answer: byApi(NOT_FOUND, NO_ROUTE),
  },
  {
    name: 'a path with a slash at its end',
    ask: get('/dags/example_dag/'),
    answer: byApi(NOT_FOUND, NO_ROUTE),
  },
  {
    name: 'a path that there is not, to be written',
    ask: send('POST', '/nothing', {}),
    answer: byApi(NOT_FOUND, refusal(405, 'Method Not Allowed')),
  },
  {
    name: 'a method that the list of runs does not have',
    ask: send('PUT', '/dags/example_dag/dagRuns', {}),
    answer: NOT_ALLOWED,
  },
  {
    name: 'a method that a variable does not have',
    ask: send('PUT', '/variables/rest_put', { key: 'rest_put', value: 'one' }),
    answer: NOT_ALLOWED,
  },
  {
    name: 'a method that the version does not have',
    ask: { method: 'DELETE', path: '/version' },
    answer: NOT_ALLOWED,
  },
];
