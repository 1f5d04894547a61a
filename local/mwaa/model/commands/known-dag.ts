import type { CommandContext } from '../grammar/types';
import { PythonError, SystemExitError } from '../python/errors';

export function requireDag(context: CommandContext, dagId: string): void {
  context.noise.parsingDags();
  if (context.metadata.dag(dagId) !== undefined) {
    return;
  }
  throw context.version.major === 1
    ? new PythonError('airflow.exceptions.AirflowException', `Dag id ${dagId} not found`)
    : noSuchDag(dagId);
}

export function noSuchDag(dagId: string): SystemExitError {
  return new SystemExitError(`DAG: ${dagId} does not exist in 'dag' table`);
}
