import type { EnvironmentConfig } from '../app/config';
import { InternalError } from '../lambda/contract/errors';
import type { AirflowEngine } from './mwaa/engine';
import { MAIN_AIRFLOW_VERSIONS } from './mwaa/main-versions';
import { createAirflowModel } from './mwaa/model/model';
import { startRealAirflow } from './mwaa/real/real-airflow';
import { airflowVersions } from './mwaa/real/venv';
import { dagIdsOf, localFolder } from './project';

export interface EngineOptions {
  readonly onProgress: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Starts the Airflow of an environment; `nth` of all environments, from 0. */
type StartEngine = (
  environment: EnvironmentConfig,
  nth: number,
  options: EngineOptions,
) => Promise<AirflowEngine>;

/** A kind of Airflow that `--airflow` chooses. */
interface EngineKind {
  /** The values of `--airflow` that mean it. */
  choices(): Promise<readonly string[]>;
  /** @param choice one of them */
  starterOf(choice: string): StartEngine;
}

/** How long the model takes for a command; MWAA takes seconds. */
const MODEL_COMMAND_MS = 300;

/** Each environment in another major version, unless `cdk.json` says which. */
const startModel: StartEngine = async (environment, nth) => {
  const { airflowVersion, name } = environment;
  const version = airflowVersion ?? MAIN_AIRFLOW_VERSIONS[nth % MAIN_AIRFLOW_VERSIONS.length];
  if (version === undefined) throw new InternalError(`no version of Airflow for ${name}`);
  const dagIds = dagIdsOf(environment);
  return createAirflowModel({ version, dagIds, commandDurationMs: MODEL_COMMAND_MS });
};

const REAL: EngineKind = {
  choices: airflowVersions,
  starterOf:
    (version) =>
    (environment, _nth, { onProgress, signal }) => {
      const { name } = environment;
      return startRealAirflow({
        version,
        dagIds: dagIdsOf(environment),
        home: localFolder('airflow-homes', name),
        onProgress: (line) => onProgress(`${name}: ${line}`),
        signal,
      });
    },
};

/** What may run instead of the model. */
const KINDS: readonly EngineKind[] = [REAL];

async function starterOf(airflow: string | undefined): Promise<StartEngine> {
  if (airflow === undefined) return startModel;
  const choices: string[] = [];
  for (const kind of KINDS) {
    const own = await kind.choices();
    if (own.includes(airflow)) return kind.starterOf(airflow);
    choices.push(...own);
  }
  throw new Error(
    `--airflow ${JSON.stringify(airflow)} is not to be had: give ${choices.join(' or ')}, or leave it out for the embedded model`,
  );
}

/**
 * An Airflow for each environment, by the environment's name.
 *
 * @param airflow the value of `--airflow`; without one, the embedded model
 * @throws Error for an Airflow that there is not, or that does not start
 */
export async function startEngines(
  environments: readonly EnvironmentConfig[],
  airflow: string | undefined,
  options: EngineOptions,
): Promise<ReadonlyMap<string, AirflowEngine>> {
  const start = await starterOf(airflow);
  const started = await Promise.allSettled(
    environments.map(
      async (environment, nth) =>
        [environment.name, await start(environment, nth, options)] as const,
    ),
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
