import type { Dag } from '../../metadata';
import { type PyDict, pyDict } from '../../python/values';
import type { RestCall, Served } from '../types';
import { boolean, checkedBody, toBoolean } from './body';
import { refusal } from './errors';

export function getDag({ metadata, names, version }: RestCall): Served {
  const [dagId = ''] = names;
  const dag = metadata.dag(dagId);
  if (dag !== undefined) return { body: dagJson(dag) };
  const asked = version.atLeast('3.1') ? `The Dag with ID: \`${dagId}\`` : `Dag with id ${dagId}`;
  throw refusal(404, `${asked} was not found`);
}

export function patchDag(call: RestCall): Served {
  const { metadata, names, query } = call;
  const body = checkedBody(call, { is_paused: { check: boolean, required: true } });
  const dag = metadata.dag(names[0] ?? '');
  if (dag === undefined) throw refusal(404, `Dag with id: ${names[0]} was not found`);
  if (query.getAll('update_mask').some((field) => field !== 'is_paused')) {
    throw refusal(400, 'Only `is_paused` field can be updated through the REST API');
  }
  metadata.setPaused(dag, toBoolean(body.get('is_paused') ?? null) ?? false);
  return { body: dagJson(dag) };
}

function dagJson({ dagId, paused }: Dag): PyDict {
  return pyDict({
    dag_id: dagId,
    dag_display_name: dagId,
    is_paused: paused,
    is_stale: false,
    bundle_name: 'dags-folder',
    bundle_version: null,
    relative_fileloc: 'record_conf.py',
    fileloc: '/usr/local/airflow/dags/record_conf.py',
    description: null,
    timetable_summary: null,
    timetable_description: 'Never, external triggers only',
    tags: [],
    has_import_errors: false,
    owners: ['airflow'],
  });
}
