import type { AirflowEngine, RestRequest } from '../../../local/mwaa/engine';
import {
  type AirflowModel,
  type AirflowModelOptions,
  createAirflowModel,
} from '../../../local/mwaa/model/model';

/** The DAGs that every model of the tests has. */
export const DAGS = ['orders', 'report'];

/** An Airflow that a test can put another one in place of, as an upgrade or a restore does. */
export class ReplaceableEngine implements AirflowEngine {
  private current: AirflowEngine;

  /** @param given one that is never replaced. @default - the embedded model */
  constructor(private readonly given?: AirflowEngine) {
    this.current = given ?? createAirflowModel({ version: '2.11.2', dagIds: DAGS });
  }

  /** Puts a new model there, without runs; not where an Airflow was given, which stays. */
  replace(options: Partial<AirflowModelOptions> = {}): AirflowModel {
    const model = createAirflowModel({ version: '2.11.2', dagIds: DAGS, ...options });
    this.current = this.given ?? model;
    return model;
  }

  get version(): string {
    return this.current.version;
  }

  run(commandText: string) {
    return this.current.run(commandText);
  }

  callRest(request: RestRequest) {
    return this.current.callRest(request);
  }

  dagRuns(dagId: string) {
    return this.current.dagRuns(dagId);
  }

  confOf(dagId: string, runId: string) {
    return this.current.confOf(dagId, runId);
  }

  isPaused(dagId: string) {
    return this.current.isPaused(dagId);
  }

  stop() {
    return this.current.stop();
  }
}
