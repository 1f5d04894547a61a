import type { OnCall } from '../../local/calls';
import { createAirflowModel } from '../../local/mwaa/model/model';
import { type StackEnvironment, StackRun } from '../../local/stack-run';

export const DAG_ID = 'load';

/** How long a command takes in Airflow here, in milliseconds: MWAA's seconds would hide all else. */
export const COMMAND_MS = 2;

/** Environments with the default settings, and with what else is said of each. */
export function environmentsOf(count: number, settings: object = {}): readonly StackEnvironment[] {
  return Array.from({ length: count }, (_, i) => ({
    config: { name: `Environment${i + 1}`, airflowVersion: '3.3.1', ...settings },
    engine: createAirflowModel({
      version: '3.3.1',
      dagIds: [DAG_ID],
      commandDurationMs: COMMAND_MS,
    }),
  }));
}

/** Starts the whole stack with such environments. */
export function startPipeline(
  environments: readonly StackEnvironment[],
  onCall: OnCall,
): Promise<StackRun> {
  return StackRun.start('bench-pipeline', environments, { onCall });
}

/** Triggers, each of a run of its own. */
export function triggersOf(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) =>
    JSON.stringify({ trigger: { dagId: DAG_ID }, id: `${prefix}-${i}` }),
  );
}
