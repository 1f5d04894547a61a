import { pyDict } from '../../python/values';
import type { RestVersion } from '../types';
import { getDag, patchDag } from './dags';
import { plainProblem } from './errors';
import { getRun, listRuns } from './runs';
import { triggerRun } from './trigger';
import {
  deleteVariable,
  getVariable,
  listVariables,
  patchVariable,
  postVariable,
} from './variables';

/** `/api/v1`, of Airflow 2: what the model serves of it. */
export const VERSION_1: RestVersion = {
  handlers: {
    triggerRun,
    listRuns,
    getRun,
    getDag,
    patchDag,
    listVariables,
    getVariable,
    postVariable,
    patchVariable,
    deleteVariable,
    getVersion: ({ version }) => ({ body: pyDict({ git_version: '', version: version.text }) }),
  },
  noSuchPath: () =>
    plainProblem(
      404,
      'Not Found',
      'The requested URL was not found on the server. If you entered the URL manually please ' +
        'check your spelling and try again.',
    ),
  noSuchMethod: () =>
    plainProblem(405, 'Method Not Allowed', 'The method is not allowed for the requested URL.'),
};
