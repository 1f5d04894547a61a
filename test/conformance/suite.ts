import { AirflowVersion } from '../../local/mwaa/model/version';
import type { Bench } from './bench';
import { CASES } from './cases';
import { checkCase } from './check-case';
import type { Rows } from './matrix';
import { checkSameSecond, SAME_SECOND } from './same-second';
import { appliesTo, type Observation } from './types';

/** The names of all cases, in the order of the matrix. */
export const CASE_NAMES: readonly string[] = [...CASES.map(({ name }) => name), SAME_SECOND];

/** The table of the commands. */
export const COMMAND_ROWS: Rows = {
  names: CASE_NAMES,
  applying: (version) => suiteFor(version).map(([name]) => name),
};

/** A check of one case; throws when Airflow or the runner did something else. */
export type Check = (bench: Bench, observe: (observation: Observation) => void) => Promise<void>;

/** The cases that apply to a version of Airflow, by name. */
export function suiteFor(version: string): readonly (readonly [name: string, check: Check])[] {
  const applying = CASES.filter((tested) => appliesTo(tested, new AirflowVersion(version)));
  return [
    ...applying.map((tested): readonly [string, Check] => [
      tested.name,
      (bench, observe) => checkCase(bench, tested, observe),
    ]),
    [SAME_SECOND, checkSameSecond],
  ];
}
