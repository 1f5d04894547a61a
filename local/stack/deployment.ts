import type { SynthesizedStack } from './assembly';
import type { AwsServer } from './aws-server';
import type { BucketNotifications } from './bucket-notifications';
import type { OnStackEvent } from './events';
import type { FunctionHost } from './function-host';
import type { Intrinsic, Physical } from './intrinsics';
import type { Schedules } from './schedules';

/** What all stacks share. */
export interface Parts {
  readonly aws: AwsServer;
  readonly notifications: BucketNotifications;
  readonly schedules: Schedules;
  readonly stopping: { stop(): Promise<void> }[];
  /** Added to every function's environment. */
  readonly variables: Readonly<Record<string, string>>;
  readonly onEvent: OnStackEvent;
}

/** What a resource handler works with. */
export interface Deployment extends Parts {
  readonly stack: SynthesizedStack;
  readonly physical: Physical;
  readonly functions: Map<string, FunctionHost>;
}

/** Makes one resource, its properties resolved. */
export type Deploy = (
  deployment: Deployment,
  logicalId: string,
  properties: Readonly<Record<string, Intrinsic>>,
) => void | Promise<void>;
