import type { EnvironmentConfig } from '../app/config';
import type { AirflowEngine } from './mwaa/engine';
import { createAirflowModel } from './mwaa/model/model';
import { startRealAirflow } from './mwaa/real/real-airflow';
import { dagIdsOf, localFolder } from './project';

export interface EngineOptions {
  /** The real Airflow to run. @default - the embedded model */
  readonly airflow: string | undefined;
  readonly onProgress: (line: string) => void;
  readonly signal: AbortSignal;
}

/** The versions that the embedded model speaks, environment by environment: one of each major. */
const MODEL_VERSIONS = ['2.11.2', '3.3.1'];

/** How long the model takes for a command; MWAA takes seconds. */
const MODEL_COMMAND_MS = 300;

/** An Airflow for each environment, by the environment's name. */
export async function startEngines(
  environments: readonly EnvironmentConfig[],
  { airflow, onProgress, signal }: EngineOptions,
): Promise<ReadonlyMap<string, AirflowEngine>> {
  const started = await Promise.allSettled(
    environments.map(async (environment, i): Promise<[string, AirflowEngine]> => {
      const { name } = environment;
      const dagIds = dagIdsOf(environment);
      if (airflow === undefined) {
        const version = environment.airflowVersion ?? MODEL_VERSIONS[i % 2] ?? '3.3.1';
        return [name, createAirflowModel({ version, dagIds, commandDurationMs: MODEL_COMMAND_MS })];
      }
      const home = localFolder('airflow-homes', name);
      const tell = (line: string) => onProgress(`${name}: ${line}`);
      const options = { version: airflow, dagIds, home, onProgress: tell, signal };
      return [name, await startRealAirflow(options)];
    }),
  );
  const engines = started.flatMap((s) => (s.status === 'fulfilled' ? [s.value] : []));
  const failed = started.find((s) => s.status === 'rejected');
  if (failed === undefined) return new Map(engines);
  await stopEngines(new Map(engines));
  throw failed.reason;
}

export async function stopEngines(engines: ReadonlyMap<string, AirflowEngine>): Promise<void> {
  await Promise.all([...engines.values()].map((engine) => engine.stop()));
}
