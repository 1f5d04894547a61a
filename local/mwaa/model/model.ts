import { setTimeout as sleep } from 'node:timers/promises';
import type { AirflowEngine, CliOutput, DagRun, RestAnswer, RestRequest } from '../engine';
import { AirflowCli } from './cli';
import { exitCodeOf } from './exit-code';
import type { AirflowContext, CommandContext, Database } from './grammar/types';
import { Metadata } from './metadata';
import { Noise, type Text } from './noise';
import type { DagParams } from './params';
import { isoFormat } from './python/dates';
import { splitCommand } from './python/shlex';
import { pyJson, toPlain } from './python/values';
import { answerRest } from './rest/rest-api';
import { AirflowVersion } from './version';

export interface AirflowModelOptions {
  /** For example `2.11.2`; any 1.10.x, 2.x or 3.x. */
  readonly version: string;
  readonly dagIds: readonly string[];
  /** DAGs that are paused from the start. */
  readonly pausedDagIds?: readonly string[];
  /** Params by DAG id: a conf that breaks their types is refused. */
  readonly params?: Readonly<Record<string, DagParams>>;
  /** Milliseconds since 1970; the system's clock unless told. */
  readonly clock?: () => number;
  /** How long each command takes, in real time; default 0. */
  readonly commandDurationMs?: number;
  /** How long each request to the REST API takes, in real time; default 0. */
  readonly requestDurationMs?: number;
  /** How long a run takes by the clock; by default it has ended at the next look. */
  readonly runDurationMs?: number;
  /** Without a scheduler a run stays queued for ever; there is one by default. */
  readonly scheduler?: boolean;
  /** Whether log lines and warnings surround the answers, as in a real Airflow; they do by default. */
  readonly noise?: boolean;
  /** Whose constraints and messages apply; MWAA's PostgreSQL by default. */
  readonly database?: Database;
}

/** An Airflow without Python: what its CLI answers, and the state behind the answers. */
export class AirflowModel implements AirflowEngine {
  readonly version: string;
  private readonly airflowVersion: AirflowVersion;
  private readonly cli: AirflowCli;

  constructor(
    private readonly options: AirflowModelOptions,
    private readonly metadata = createMetadata(options),
  ) {
    this.version = options.version;
    this.airflowVersion = new AirflowVersion(options.version);
    this.cli = new AirflowCli(this.airflowVersion);
  }

  /** A newer Airflow on the same database, as after an upgrade in place. */
  upgradedTo(version: string): AirflowModel {
    return new AirflowModel({ ...this.options, version }, this.metadata);
  }

  async run(commandText: string): Promise<CliOutput> {
    const words = splitCommand(commandText);
    await lasting(this.options.commandDurationMs);
    return this.execute(words);
  }

  async callRest(request: RestRequest): Promise<RestAnswer> {
    await lasting(this.options.requestDurationMs);
    return answerRest(this.context, request);
  }

  async dagRuns(dagId: string): Promise<readonly DagRun[]> {
    return this.metadata.runs(dagId).map(({ runId, state, conf, logicalDate, queuedAt }) => ({
      dagId,
      runId,
      state,
      conf: toPlain(conf),
      logicalDate: logicalDate === null ? null : isoFormat(logicalDate),
      queuedAt: isoFormat(queuedAt),
    }));
  }

  async confOf(dagId: string, runId: string): Promise<string | undefined> {
    const run = this.metadata.findRun(dagId, runId);
    // The task of the real DAGs writes its conf down as it is, without escapes.
    return run?.state === 'success' ? pyJson(run.conf, false) : undefined;
  }

  async isPaused(dagId: string): Promise<boolean | undefined> {
    return this.paused(dagId);
  }

  /** Whether a DAG is paused; undefined when there is no such DAG. */
  paused(dagId: string): boolean | undefined {
    return this.metadata.dag(dagId)?.paused;
  }

  /** A copy of all variables. */
  get variables(): ReadonlyMap<string, string> {
    return new Map([...this.metadata.variables].map(([key, { value }]) => [key, value]));
  }

  async stop(): Promise<void> {}

  private execute(words: readonly string[]): CliOutput {
    const text: Text = { stdout: '', stderr: '' };
    const context = this.commandContext(text);
    context.noise.starting();
    const exitCode = exitCodeOf(text, () => {
      const chosen = this.cli.choose(words);
      context.noise.commandStarting(chosen.command.traits);
      chosen.command.run(context, chosen.arguments);
    });
    return { ...text, exitCode };
  }

  private get context(): AirflowContext {
    const { metadata, airflowVersion: version, options } = this;
    return { version, metadata, database: options.database ?? 'postgresql' };
  }

  private commandContext(text: Text): CommandContext {
    const { metadata, airflowVersion: version, options } = this;
    const noise = new Noise(version, text, () => metadata.now(), options.noise ?? true);
    const write = (added: string) => {
      text.stdout += added;
    };
    return { ...this.context, noise, write };
  }
}

export function createAirflowModel(options: AirflowModelOptions): AirflowModel {
  return new AirflowModel(options);
}

function createMetadata({
  dagIds,
  pausedDagIds,
  params,
  ...options
}: AirflowModelOptions): Metadata {
  return new Metadata({
    dagIds,
    pausedDagIds: pausedDagIds ?? [],
    params: params ?? {},
    clock: options.clock ?? Date.now,
    runDurationMs: options.runDurationMs ?? 0,
    scheduler: options.scheduler ?? true,
  });
}

async function lasting(ms = 0): Promise<void> {
  if (ms > 0) {
    await sleep(ms);
  }
}
