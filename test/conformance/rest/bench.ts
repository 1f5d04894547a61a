import { AirflowVersion } from '../../../local/mwaa/model/version';
import { type StandIn, startStandIn } from '../../../local/mwaa/stand-in';
import { invokeRestApi } from '../../support/invoke-rest-api';
import type { Subject } from '../types';
import { type Ask, forVersion } from './types';

const ENVIRONMENT = 'MyEnvironment';

/** What Airflow answered, as it came out of InvokeRestApi. */
export interface RestAnswer {
  readonly status: number;
  /** Parsed; nothing for an answer without content. */
  readonly body: unknown;
}

/** InvokeRestApi before an Airflow. */
export class RestBench {
  readonly version: AirflowVersion;

  private constructor(
    readonly subject: Subject,
    private readonly standIn: StandIn,
  ) {
    this.version = new AirflowVersion(subject.engine.version);
  }

  static async start(subject: Subject): Promise<RestBench> {
    const engines = new Map([[ENVIRONMENT, subject.engine]]);
    return new RestBench(subject, await startStandIn({ engines, onRan: () => {} }));
  }

  async ask({ method, path, query, body }: Ask): Promise<RestAnswer> {
    this.subject.tick();
    const { text } = await invokeRestApi(this.standIn.apiUrl, ENVIRONMENT, {
      Method: method,
      Path: path,
      ...(query && { QueryParameters: forVersion(query, this.version) }),
      ...(body && { body: forVersion(body, this.version) }),
    });
    const { RestApiStatusCode: status, RestApiResponse } = JSON.parse(text);
    return { status, body: RestApiResponse };
  }

  stop(): Promise<void> {
    return this.standIn.stop();
  }
}
