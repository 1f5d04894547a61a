import { AirflowVersion } from '../../../local/mwaa/model/version';
import type { Rows } from '../matrix';
import { MODEL_VERSIONS } from '../model-subject';
import type { RestBench } from './bench';
import { CLASH_CASES } from './cases/clashes';
import { DAG_CASES } from './cases/dags';
import { LOOK_CASES } from './cases/looks';
import { PATH_CASES } from './cases/paths';
import { TRIGGER_CASES } from './cases/triggers';
import { VARIABLE_CASES } from './cases/variables';
import { checkRestCase } from './check-case';

const CASES = [
  ...TRIGGER_CASES,
  ...CLASH_CASES,
  ...LOOK_CASES,
  ...DAG_CASES,
  ...VARIABLE_CASES,
  ...PATH_CASES,
];

/** The names of all cases, in the order of the matrix. */
export const REST_CASE_NAMES: readonly string[] = CASES.map(({ name }) => name);

/** The table of the requests. */
export const REST_ROWS: Rows = { names: REST_CASE_NAMES, applying: () => REST_CASE_NAMES };

/** Those of the model that InvokeRestApi serves. */
export const REST_VERSIONS: readonly string[] = MODEL_VERSIONS.filter((version) =>
  new AirflowVersion(version).atLeast('2.4.3'),
);

/** A check of one case; throws when Airflow answered something else. */
export type RestCheck = (bench: RestBench, observe: (cell: string) => void) => Promise<void>;

/** Every case, by name: each applies to all versions that InvokeRestApi serves. */
export const REST_SUITE: readonly (readonly [name: string, check: RestCheck])[] = CASES.map(
  (tested) => [tested.name, (bench, observe) => checkRestCase(bench, tested, observe)],
);
