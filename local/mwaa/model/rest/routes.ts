import type { Handlers } from './types';

/** What one path serves, by method. */
export interface Route {
  /** Its groups are the names. */
  readonly path: RegExp;
  readonly methods: Readonly<Record<string, keyof Handlers>>;
}

/** What the model serves of the REST API; a variable's key may have slashes in it. */
export const ROUTES: readonly Route[] = [
  { path: /^\/dags\/([^/]+)\/dagRuns$/, methods: { GET: 'listRuns', POST: 'triggerRun' } },
  { path: /^\/dags\/([^/]+)\/dagRuns\/([^/]+)$/, methods: { GET: 'getRun' } },
  { path: /^\/dags\/([^/]+)$/, methods: { GET: 'getDag', PATCH: 'patchDag' } },
  { path: /^\/variables$/, methods: { GET: 'listVariables', POST: 'postVariable' } },
  {
    path: /^\/variables\/(.+)$/,
    methods: { GET: 'getVariable', PATCH: 'patchVariable', DELETE: 'deleteVariable' },
  },
  { path: /^\/version$/, methods: { GET: 'getVersion' } },
];
