import { createAirflowModel } from '../../local/mwaa/model/model';
import { PARAMS_DAG, RECORDING_DAGS } from './dags';
import type { Subject } from './types';

/** The versions of Airflow that MWAA has had, one at least for each change of the command line. */
export const MODEL_VERSIONS: readonly string[] = [
  '1.10.12',
  '2.0.2',
  '2.4.3',
  '2.5.1',
  '2.6.3',
  '2.7.2',
  '2.10.5',
  '2.11.2',
  '3.0.6',
  '3.3.1',
];

/** The embedded model, on a clock of its own: a second passes for each message. */
export function modelSubject(version: string): Subject {
  let now = Date.parse('2026-11-22T12:00:00Z');
  const engine = createAirflowModel({
    version,
    dagIds: [...RECORDING_DAGS, PARAMS_DAG],
    pausedDagIds: [PARAMS_DAG],
    params: { [PARAMS_DAG]: { count: { type: 'integer' } } },
    clock: () => now,
  });
  return {
    engine,
    clock: { now: Date.now, pause: async () => {} },
    tick() {
      now += 1000;
    },
  };
}
