import type { Arguments } from '../argparse/types';
import type { CommandContext } from '../grammar/types';
import { PythonError } from '../python/errors';
import { type Row, writeLine, writeRows } from './output';

export function deleteDag(context: CommandContext, args: Arguments): void {
  const { metadata, noise } = context;
  const dagId = args.required('dag_id');
  noise.apiClient();
  if (!args.flag('yes')) {
    context.write(
      'This will drop all existing records related to the specified DAG. Proceed? (y/n)',
    );
    throw new PythonError('EOFError', 'EOF when reading a line');
  }
  noise.deletingDag(dagId);
  if (metadata.dag(dagId) === undefined) {
    throw new PythonError('airflow.exceptions.DagNotFound', `Dag id ${dagId} not found`);
  }
  const runs = metadata.deleteDag(dagId);
  // Airflow 3 counts rows of further tables, which the model does not have.
  writeLine(context, `Removed ${runs + 1} record(s)`);
}

export function listDags(context: CommandContext, args: Arguments): void {
  const { version, metadata } = context;
  const rows = metadata.dags().map(({ dagId, paused }): Row => {
    const file = '/usr/local/airflow/dags/record_conf.py';
    if (!version.atLeast('2.9')) {
      return { dag_id: dagId, filepath: 'record_conf.py', owner: 'airflow', paused };
    }
    const row = { dag_id: dagId, fileloc: file, owners: ['airflow'], is_paused: paused };
    return version.major >= 3 ? { ...row, bundle_name: 'dags-folder', bundle_version: null } : row;
  });
  writeRows(context, args, onlyColumns(rows, args.text('columns')));
}

function onlyColumns(rows: readonly Row[], columns: string | undefined): readonly Row[] {
  const names = columns?.split(',').map((name) => name.trim());
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([key]) => names?.includes(key) ?? true)),
  );
}
