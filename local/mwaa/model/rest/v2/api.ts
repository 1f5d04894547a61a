import { pyDict } from '../../python/values';
import { RestError, type RestVersion } from '../types';
import { getDag, patchDag } from './dags';
import { refusal } from './errors';
import { getRun, listRuns } from './runs';
import { triggerRun } from './trigger';
import {
  deleteVariable,
  getVariable,
  listVariables,
  patchVariable,
  postVariable,
} from './variables';

/** `/api/v2`, of Airflow 3: what the model serves of it. */
export const VERSION_2: RestVersion = {
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
    getVersion: ({ version }) => ({ body: pyDict({ version: version.text, git_version: null }) }),
  },
  // Only a GET falls through to the page that says that there is nothing.
  noSuchPath: (method) =>
    method === 'GET'
      ? new RestError(404, pyDict({ error: 'API route not found' }))
      : refusal(405, 'Method Not Allowed'),
  noSuchMethod: () => refusal(405, 'Method Not Allowed'),
};
