import type { CliOutput } from '../../../local/mwaa/engine';
import { type AirflowModel, createAirflowModel } from '../../../local/mwaa/model/model';
import type { Process } from '../aws/process';
import type { World } from '../world';

/** A DAG that is there from the start, and one that Airflow gets to know later. */
export const KNOWN_DAG = 'orders';
export const NEW_DAG = 'new_orders';

/** Something that Airflow did for us. */
export interface Effect {
  /** The command, as Airflow was told. */
  readonly text: string;
  /** The message whose delivery caused it, and when that was posted. */
  readonly messageId: string | undefined;
  readonly postedAt: number;
}

/** One Airflow, with what its commands have done. */
export class ModelledAirflow {
  readonly effects: Effect[] = [];
  private readonly aware: AirflowModel;
  private readonly unaware: AirflowModel;

  constructor(
    private readonly world: World,
    readonly version: string,
    private readonly newDagKnownFrom: number,
  ) {
    this.aware = createAirflowModel({ version, dagIds: [KNOWN_DAG, NEW_DAG] });
    this.unaware = createAirflowModel({ version, dagIds: [KNOWN_DAG] });
  }

  /** Runs one command at once. */
  async run(text: string, process: Process, postedAt: number): Promise<CliOutput> {
    const isTooEarly = Date.now() < this.newDagKnownFrom && isTriggerOf(NEW_DAG, text);
    const done = (isTooEarly ? this.unaware : this.aware).run(text);
    const { current } = process;
    const output = await done;
    this.world.watch.note(`Airflow runs: ${text} (exit code ${output.exitCode})`);
    if (output.exitCode === 0) {
      this.effects.push({ text, messageId: current?.messageId, postedAt });
    }
    return output;
  }

  /** As another client does, without a run id. */
  async triggerForAnother(): Promise<void> {
    await this.aware.run(`${triggerOf(this.version)} ${KNOWN_DAG}`);
  }

  /** How many runs have a run id. */
  async runsNamed(dagId: string, runId: string): Promise<number> {
    const runs = await this.aware.dagRuns(dagId);
    return runs.filter((run) => run.runId === runId).length;
  }

  /** How often a command with this mark took effect. */
  effectsOf(mark: string): readonly Effect[] {
    return this.effects.filter(({ text }) => text.includes(mark));
  }
}

function triggerOf(version: string): string {
  return version.startsWith('1.') ? 'trigger_dag' : 'dags trigger';
}

function isTriggerOf(dagId: string, text: string): boolean {
  return text.includes('trigger') && text.includes(` ${dagId} `);
}
