import type { Via } from '../../../lambda/contract/via';

/** What a deployment of the queue tells the runner's processes, and a later one may tell otherwise. */
export interface Deployment {
  /** By which way commands go. */
  readonly via: Via;
  /** Airflow's. @default - MWAA is asked */
  readonly airflowVersion: string | undefined;
}
