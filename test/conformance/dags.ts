import * as path from 'node:path';
import { ROOT } from '../support/process';

/** The seed of this project: its README's own example. */
export const SEED_DAG = 'YOUR_DAG_NAME';

/** DAGs whose one task writes down the conf that its run received; not paused at first. */
export const RECORDING_DAGS = [
  'example_dag',
  'paused_dag',
  'unpaused_dag',
  'toggled_dag',
  'listed_dag',
  SEED_DAG,
] as const;

/** A DAG with a param of type integer, paused as new DAGs are. */
export const PARAMS_DAG = 'params_dag';
export const PARAMS_DAG_FOLDER = path.join(ROOT, 'local', 'mwaa', 'real', 'fixture-dags');
