import type { Aws } from './adapters/aws';
import type { Deployment } from './deployment/deployment';

/** A deployment, and AWS where it is. */
export interface Here {
  readonly deployment: Deployment;
  readonly aws: Aws;
}
