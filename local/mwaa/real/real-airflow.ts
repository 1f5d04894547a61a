import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AirflowEngine, CliOutput, DagRun, RestAnswer, RestRequest } from '../engine';
import { type CommandOptions, runAirflow } from './command';
import { AirflowDatabase } from './database';
import { freePort } from './free-port';
import { createHome } from './home';
import { programs } from './programs';
import { RestServer } from './rest-server';
import { type AirflowHome, airflowEnvironment, airflowHome, majorVersion } from './settings';
import { Supervisor } from './supervisor';
import { untilReady } from './until-ready';
import { ensureAirflow } from './venv';

export interface RealAirflowOptions {
  readonly version: string;
  /** The DAGs to have; the task of each writes down the conf that its run received. */
  readonly dagIds: readonly string[];
  /** DAG files of the caller's own, and the DAGs that they define. */
  readonly moreDags?: { readonly folder: string; readonly dagIds: readonly string[] } | undefined;
  /**
   * More environment variables of every process, and so of every task: `AWS_ENDPOINT_URL_S3`,
   * `AWS_ACCESS_KEY_ID` and the like for tasks that use boto3. @default - none of our own are seen
   */
  readonly variables?: Readonly<Record<string, string>> | undefined;
  /** Airflow's home. Whatever it holds is deleted first. */
  readonly home: string;
  readonly onProgress?: ((line: string) => void) | undefined;
  /** Gives up the start. A running Airflow is stopped with `stop`. */
  readonly signal?: AbortSignal | undefined;
}

/** A scheduler, and what else that Airflow version needs to run DAGs, on a database of its own. */
export class RealAirflow implements AirflowEngine {
  private readonly stopping = new AbortController();
  private readonly running = new Set<Promise<unknown>>();
  private readonly options: CommandOptions;
  private readonly database: AirflowDatabase;
  private readonly rest: RestServer;

  constructor(
    readonly version: string,
    private readonly venv: string,
    private readonly home: AirflowHome,
    env: Record<string, string>,
    private readonly supervisor: Supervisor,
  ) {
    this.options = { env, signal: this.stopping.signal };
    this.database = new AirflowDatabase(venv, home.database, this.options);
    this.rest = new RestServer({ version, venv, home, env, signal: this.stopping.signal });
  }

  async run(commandText: string): Promise<CliOutput> {
    this.supervisor.check();
    return this.untilStop(runAirflow(this.venv, commandText, this.options));
  }

  async callRest(request: RestRequest): Promise<RestAnswer> {
    this.supervisor.check();
    return this.untilStop(this.rest.call(request));
  }

  async dagRuns(dagId: string): Promise<readonly DagRun[]> {
    this.supervisor.check();
    return this.untilStop(this.database.runs(dagId));
  }

  async isPaused(dagId: string): Promise<boolean | undefined> {
    this.supervisor.check();
    return this.untilStop(this.database.isPaused(dagId));
  }

  /** The text that the DAG's task wrote of its run's conf; undefined until it has. */
  async confOf(dagId: string, runId: string): Promise<string | undefined> {
    try {
      return await readFile(join(this.home.confs, dagId, `${runId}.json`), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return undefined;
      }
      throw error;
    }
  }

  /**
   * What a task returned, by its XCom; undefined until it has, and for a task that returned nothing.
   * Only of a task that runs once in a run: a mapped one has a value for each of its instances.
   */
  async returnedBy(dagId: string, runId: string, taskId: string): Promise<unknown> {
    this.supervisor.check();
    return this.untilStop(this.database.returnedBy(dagId, runId, taskId));
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.running);
    await Promise.all([this.rest.stop(), this.supervisor.stop()]);
  }

  /** Whether every DAG can be triggered and a scheduler will run it. */
  async isReady(dagIds: readonly string[]): Promise<boolean> {
    const { faults, ...ready } = await this.database.readiness();
    if (faults.length > 0) throw new Error(`DAG files cannot be imported: ${faults.join('\n')}`);
    return ready.schedulerRuns && dagIds.every((id) => ready.dagIds.includes(id));
  }

  private async untilStop<T>(work: Promise<T>): Promise<T> {
    this.running.add(work);
    try {
      return await work;
    } finally {
      this.running.delete(work);
    }
  }
}

/** Installs that Airflow if need be, starts it, and resolves once it runs DAGs. */
export async function startRealAirflow(options: RealAirflowOptions): Promise<RealAirflow> {
  const { version, dagIds, moreDags, variables, signal, onProgress = () => {} } = options;
  const venv = await ensureAirflow(version, { onProgress, signal });
  onProgress(`starting Airflow ${version}`);
  const home = airflowHome(options.home);
  const apiPort = majorVersion(version) >= 3 ? await freePort() : undefined;
  const secret = randomBytes(32);
  const env = airflowEnvironment({ version, venv, home, dagIds, secret, apiPort, variables });
  await createHome({ venv, home, env, signal, dags: moreDags?.folder });
  const supervisor = await Supervisor.start(venv, programs(venv, home, apiPort), env);
  const airflow = new RealAirflow(version, venv, home, env, supervisor);
  try {
    const awaited = [...dagIds, ...(moreDags?.dagIds ?? [])];
    await untilReady({
      what: `Airflow ${version}`,
      isReady: async () => (await airflow.isReady(awaited)) && (await answers(apiPort)),
      supervisor,
      logs: home.logs,
      signal,
    });
  } catch (error) {
    await airflow.stop();
    throw error;
  }
  return airflow;
}

/** Tasks of Airflow 3 that find no API server wait seconds before they try again. */
async function answers(apiPort: number | undefined): Promise<boolean> {
  if (apiPort === undefined) {
    return true;
  }
  try {
    return (await fetch(`http://127.0.0.1:${apiPort}/execution/health`)).ok;
  } catch {
    return false;
  }
}
