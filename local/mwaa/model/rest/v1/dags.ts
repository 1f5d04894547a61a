import type { Dag } from '../../metadata';
import { type PyDict, pyDict } from '../../python/values';
import type { RestCall, Served } from '../types';
import { checkFields, typedBody } from './body';
import { oops, problem } from './errors';

export function getDag(call: RestCall): Served {
  const [dagId = ''] = call.names;
  const dag = call.metadata.dag(dagId);
  if (dag === undefined) {
    throw problem(call, 404, `The DAG with dag_id: ${dagId} was not found`, 'DAG not found');
  }
  return { body: dagJson(dag) };
}

export function patchDag(call: RestCall): Served {
  const { metadata, names, query } = call;
  const body = typedBody(call, { is_paused: { type: 'boolean', nullable: true } });
  checkFields(call, body, { is_paused: {} });
  const paused = body.get('is_paused');
  const mask = query.get('update_mask');
  if (mask !== null && mask !== 'is_paused') {
    throw problem(call, 400, 'Only `is_paused` field can be updated through the REST API');
  }
  const dag = metadata.dag(names[0] ?? '');
  if (dag === undefined) throw problem(call, 404, null, `Dag with id: '${names[0]}' not found`);
  if (typeof paused !== 'boolean') throw oops(); // Airflow's own KeyError
  metadata.setPaused(dag, paused);
  return { body: dagJson(dag) };
}

function dagJson({ dagId, paused }: Dag): PyDict {
  return pyDict({
    dag_id: dagId,
    description: null,
    fileloc: '/usr/local/airflow/dags/record_conf.py',
    has_import_errors: false,
    is_active: true,
    is_paused: paused,
    is_subdag: false,
    owners: ['airflow'],
    schedule_interval: null,
    tags: [],
    timetable_description: 'Never, external triggers only',
  });
}
