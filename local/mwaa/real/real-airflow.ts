import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { AirflowEngine, CliOutput, DagRun } from '../engine';
import { python, runAirflow, runProcess } from './command';
import { freePort } from './free-port';
import { createHome } from './home';
import { programs } from './programs';
import { type AirflowHome, airflowEnvironment, airflowHome, majorVersion } from './settings';
import { Supervisor } from './supervisor';
import { ensureAirflow } from './venv';

const POLL_MS = 250;
const READY_WITHIN_MS = 180_000;

export interface RealAirflowOptions {
  readonly version: string;
  /** The DAGs to have; the task of each writes down the conf that its run received. */
  readonly dagIds: readonly string[];
  /** DAG files of the caller's own, and the DAGs that they define. */
  readonly moreDags?: { readonly folder: string; readonly dagIds: readonly string[] } | undefined;
  /** Airflow's home. Whatever it holds is deleted first. */
  readonly home: string;
  readonly onProgress?: ((line: string) => void) | undefined;
  /** Gives up the start. A running Airflow is stopped with `stop`. */
  readonly signal?: AbortSignal | undefined;
}

interface Awaited {
  readonly dagIds: readonly string[];
  readonly apiPort: number | undefined;
  readonly signal: AbortSignal | undefined;
}

/** A scheduler, and what else that Airflow version needs to run DAGs, on a database of its own. */
export class RealAirflow implements AirflowEngine {
  private readonly stopping = new AbortController();
  private readonly running = new Set<Promise<unknown>>();

  constructor(
    readonly version: string,
    private readonly venv: string,
    private readonly home: AirflowHome,
    private readonly env: Record<string, string>,
    private readonly supervisor: Supervisor,
  ) {}

  async run(commandText: string): Promise<CliOutput> {
    this.supervisor.check();
    return this.untilStop(
      runAirflow(this.venv, commandText, { env: this.env, signal: this.stopping.signal }),
    );
  }

  async dagRuns(dagId: string): Promise<readonly DagRun[]> {
    this.supervisor.check();
    return (await this.untilStop(this.read('runs', dagId))) as readonly DagRun[];
  }

  async isPaused(dagId: string): Promise<boolean | undefined> {
    this.supervisor.check();
    const paused = (await this.untilStop(this.read('paused'))) as Record<string, boolean>;
    return paused[dagId];
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

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.running);
    await this.supervisor.stop();
  }

  /** Waits until every DAG can be triggered and a scheduler will run it. */
  async untilReady({ dagIds, apiPort, signal }: Awaited): Promise<void> {
    const deadline = Date.now() + READY_WITHIN_MS;
    while (!((await this.isReady(dagIds)) && (await answers(apiPort)))) {
      this.supervisor.check();
      if (Date.now() > deadline) {
        const seconds = READY_WITHIN_MS / 1000;
        throw new Error(
          `Airflow ${this.version} was not ready in ${seconds} s: see ${this.home.logs}`,
        );
      }
      await delay(POLL_MS, undefined, signal === undefined ? {} : { signal });
    }
  }

  private async isReady(dagIds: readonly string[]): Promise<boolean> {
    const state = (await this.read('dags')) as { schedulerRuns: boolean; dagIds: string[] };
    return state.schedulerRuns && dagIds.every((id) => state.dagIds.includes(id));
  }

  private async read(...question: string[]): Promise<unknown> {
    const script = join(__dirname, 'read_database.py');
    const args = ['-B', script, this.home.database, ...question];
    const options = { env: this.env, signal: this.stopping.signal };
    const { stdout, stderr, exitCode } = await runProcess(python(this.venv), args, '', options);
    if (exitCode !== 0) {
      throw new Error(`Airflow's database cannot be read: ${stderr.trim()}`);
    }
    return JSON.parse(stdout);
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
  const { version, dagIds, moreDags, signal, onProgress = () => {} } = options;
  const venv = await ensureAirflow(version, { onProgress, signal });
  onProgress(`starting Airflow ${version}`);
  const home = airflowHome(options.home);
  const apiPort = majorVersion(version) >= 3 ? await freePort() : undefined;
  const secret = randomBytes(32);
  const env = airflowEnvironment({ version, venv, home, dagIds, secret, apiPort });
  await createHome({ venv, home, env, signal, dags: moreDags?.folder });
  const supervisor = await Supervisor.start(venv, programs(venv, home, apiPort), env);
  const airflow = new RealAirflow(version, venv, home, env, supervisor);
  try {
    await airflow.untilReady({
      dagIds: [...dagIds, ...(moreDags?.dagIds ?? [])],
      apiPort,
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
