import type { Way } from '../../../lambda/contract/via';
import type { CliOutput, RestAnswer, RestRequest } from '../../../local/mwaa/engine';
import { type AirflowModel, createAirflowModel } from '../../../local/mwaa/model/model';
import type { World } from '../world';
import type { Versions } from './versions';

/** A DAG that is there from the start, and one that Airflow gets to know later. */
export const KNOWN_DAG = 'orders';
export const NEW_DAG = 'new_orders';

/** The message whose delivery sent a request, and when. */
export interface Posted {
  readonly messageId: string | undefined;
  readonly postedAt: number;
}

/** Something that Airflow did for us. */
export interface Effect extends Posted {
  /** The command or request, as Airflow was told, and by which way. */
  readonly text: string;
  readonly way: Way;
}

/** One Airflow, with what its commands have done. */
export class ModelledAirflow {
  readonly effects: Effect[] = [];
  private aware: AirflowModel;
  private unaware: AirflowModel;

  constructor(
    private readonly world: World,
    private readonly versions: Versions,
    private readonly newDagKnownFrom: number,
  ) {
    const version = versions.now;
    this.aware = createAirflowModel({ version, dagIds: [KNOWN_DAG, NEW_DAG] });
    this.unaware = createAirflowModel({ version, dagIds: [KNOWN_DAG] });
  }

  get version(): string {
    return this.versions.now;
  }

  /** Runs one command at once. */
  async run(text: string, posted: Posted): Promise<CliOutput> {
    const output = await this.knowing(isTriggerOf(NEW_DAG, text)).run(text);
    this.world.watch.note(`Airflow runs: ${text} (exit code ${output.exitCode})`);
    if (output.exitCode === 0) this.effects.push({ text, way: 'cli', ...posted });
    return output;
  }

  /** Acts upon one request at once. */
  async callRest(request: RestRequest, posted: Posted): Promise<RestAnswer> {
    const text = tellRequest(request);
    const answer = await this.knowing(request.path === runsOf(NEW_DAG)).callRest(request);
    this.world.watch.note(`Airflow is asked: ${text} (status ${answer.status})`);
    if (isEffect(request, answer)) this.effects.push({ text, way: 'rest', ...posted });
    return answer;
  }

  /** As another client does by the same way, without a run id. */
  async triggerForAnother(way: Way): Promise<void> {
    if (way === 'cli') {
      await this.knowing(false).run(`${triggerOf(this.version)} ${KNOWN_DAG}`);
      return;
    }
    const body = this.version.startsWith('3.') ? '{"logical_date":null}' : '{}';
    await this.knowing(false).callRest({
      method: 'POST',
      path: runsOf(KNOWN_DAG),
      query: '',
      body,
    });
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

  /** What was there before an upgrade is there after it. */
  private catchUp(): void {
    const { aware, unaware, version } = this;
    if (aware.version === version) return;
    this.world.watch.note(`Airflow ${version} answers from now on`);
    this.aware = aware.upgradedTo(version);
    this.unaware = unaware.upgradedTo(version);
  }

  /** Airflow as it is now to who asks for a run of its new DAG, or for something else. */
  private knowing(isForNewDag: boolean): AirflowModel {
    this.catchUp();
    return isForNewDag && Date.now() < this.newDagKnownFrom ? this.unaware : this.aware;
  }
}

/** A request as the notes tell it. */
function tellRequest({ method, path, body = '' }: RestRequest): string {
  return `${method} ${path} ${body}`.trimEnd();
}

/** To delete what is not there counts as done, as it does by the command line. */
function isEffect({ method }: RestRequest, { status }: RestAnswer): boolean {
  if (method === 'GET') return false;
  return status < 400 || (method === 'DELETE' && status === 404);
}

function runsOf(dagId: string): string {
  return `/dags/${dagId}/dagRuns`;
}

function triggerOf(version: string): string {
  return version.startsWith('1.') ? 'trigger_dag' : 'dags trigger';
}

function isTriggerOf(dagId: string, text: string): boolean {
  return text.includes('trigger') && text.includes(` ${dagId} `);
}
