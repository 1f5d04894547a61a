import type { AirflowContext, Database } from '../grammar/types';
import { dateText, type Micros } from '../python/dates';
import { PythonError } from '../python/errors';
import { pyRepr } from '../python/values';
import type { AirflowVersion } from '../version';

const ALLOWED_RUN_ID = /^[A-Za-z0-9_.~:+-]+$/;
/** A column's length, which PostgreSQL enforces and SQLite does not. */
const RUN_ID_LENGTH = 250;

/**
 * The error for a run that exists. From 2.2 to 2.11 a run with the same date counts, whatever its
 * id, and the message shows what was asked for, not what exists.
 */
export function conflict(
  { version, metadata }: AirflowContext,
  dagId: string,
  runId: string,
  logicalDate: Micros | null,
): PythonError | undefined {
  const byId = metadata.findRun(dagId, runId);
  const datesClash = version.major === 2 && version.atLeast('2.2') && logicalDate !== null;
  const byDate = datesClash ? metadata.findRunAt(dagId, logicalDate) : undefined;
  if (byId !== undefined && byDate !== undefined && byId !== byDate) {
    return new PythonError(
      'sqlalchemy.exc.MultipleResultsFound',
      'Multiple rows were found when one or none was required',
    );
  }
  if (byId === undefined && byDate === undefined) {
    return undefined;
  }
  const message = existsMessage(version, dagId, runId, dateText(logicalDate ?? 0));
  return new PythonError('airflow.exceptions.DagRunAlreadyExists', message);
}

function existsMessage(
  version: AirflowVersion,
  dagId: string,
  runId: string,
  date: string,
): string {
  if (version.atLeast('3.0')) {
    return `A DAG Run already exists for DAG ${dagId} with run id ${runId}`;
  }
  if (version.atLeast('2.5')) {
    return `A DAG Run already exists for DAG ${dagId} at ${date} with run id ${runId}`;
  }
  return version.atLeast('2.2')
    ? `A Dag Run already exists for dag id ${dagId} at ${date} with run id ${runId}`
    : `Run id ${runId} already exists for dag id ${dagId}`;
}

export function checkRunId(version: AirflowVersion, runId: string): void {
  if (version.atLeast('3.2') && runId.includes('..')) {
    const reason = "must not contain '..' to prevent path traversal";
    throw new PythonError('ValueError', `The run_id '${runId}' ${reason}`);
  }
  if (version.atLeast('2.6.3') && !ALLOWED_RUN_ID.test(runId)) {
    throw patternError(version, runId);
  }
  // The command line of Airflow 2 takes the id's word for its type instead.
  if (version.major >= 3) {
    checkNotReserved(version, runId);
  }
}

/** @throws PythonError for an id that looks as if Airflow itself had made it */
export function checkNotReserved(version: AirflowVersion, runId: string): void {
  const type = runType(version, runId);
  if (type !== 'manual') {
    throw new PythonError(
      'ValueError',
      `A manual DAG run cannot use ID ${pyRepr(runId)} since it is reserved for ${type} runs`,
    );
  }
}

function patternError(version: AirflowVersion, runId: string): PythonError {
  const types = `manual|scheduled|${version.major >= 3 ? 'asset' : 'dataset'}_triggered`;
  const builtIn = `'^(?:${types})__(?:\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\+00:00)$'`;
  const allowed = `'${ALLOWED_RUN_ID.source}'`;
  if (version.major >= 3) {
    const message = `The run_id provided '${runId}' does not match regex pattern`;
    return new PythonError('ValueError', `${message} ${allowed} or ${builtIn}`);
  }
  return new PythonError(
    'airflow.exceptions.AirflowException',
    `The provided run ID '${runId}' is invalid. It does not match either the configured ` +
      `pattern: ${allowed} or the built-in pattern: ${builtIn}`,
  );
}

/** Airflow takes the type of a run from the beginning of its id. */
export function runType(version: AirflowVersion, runId: string): string {
  const types =
    version.major >= 3
      ? ['backfill', 'scheduled', 'asset_triggered', ...newTypes(version)]
      : ['backfill', 'scheduled', 'dataset_triggered'];
  return types.find((type) => runId.startsWith(`${type}__`)) ?? 'manual';
}

function newTypes(version: AirflowVersion): readonly string[] {
  return version.atLeast('3.2') ? ['operator_triggered', 'asset_materialization'] : [];
}

/** What only the database refuses, when the run is written. */
export function checkInsert(
  { version, metadata, database }: AirflowContext,
  dagId: string,
  runId: string,
  logicalDate: Micros | null,
): void {
  if (database === 'postgresql' && runId.length > RUN_ID_LENGTH) {
    throw new PythonError(
      'sqlalchemy.exc.DataError',
      '(psycopg2.errors.StringDataRightTruncation) value too long for type ' +
        `character varying(${RUN_ID_LENGTH})\n`,
    );
  }
  if (metadata.findRun(dagId, runId) !== undefined) {
    throw uniqueViolation(database, dagId, ['run_id', runId]);
  }
  if (logicalDate !== null && metadata.findRunAt(dagId, logicalDate) !== undefined) {
    const column = version.major >= 3 ? 'logical_date' : 'execution_date';
    const date = dateText(logicalDate).replace('+00:00', '+00');
    throw uniqueViolation(database, dagId, [column, date]);
  }
}

function uniqueViolation(
  database: Database,
  dagId: string,
  [column, value]: readonly [column: string, value: string],
): PythonError {
  const message =
    database === 'postgresql'
      ? '(psycopg2.errors.UniqueViolation) duplicate key value violates unique constraint ' +
        `"dag_run_dag_id_${column}_key"\nDETAIL:  Key (dag_id, ${column})=(${dagId}, ${value}) ` +
        'already exists.\n'
      : `(sqlite3.IntegrityError) UNIQUE constraint failed: dag_run.dag_id, dag_run.${column}`;
  return new PythonError('sqlalchemy.exc.IntegrityError', message);
}
