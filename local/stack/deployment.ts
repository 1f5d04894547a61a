import type { SynthesizedStack } from './assembly';
import type { AwsServer } from './aws-server';
import type { BucketNotifications } from './bucket-notifications';
import type { DynamoDbServer } from './dynamodb-server';
import type { EventBuses } from './event-buses';
import type { Mapping } from './event-source-mapping';
import type { OnStackEvent } from './events';
import type { FunctionHost } from './function-host';
import type { Intrinsic, Physical } from './intrinsics';
import type { LambdaServer } from './lambda-server';
import type { Schedules } from './schedules';
import type { TableStreams } from './table-streams';

/** What all stacks share. */
export interface Parts {
  readonly aws: AwsServer;
  readonly dynamodb: DynamoDbServer;
  readonly lambda: LambdaServer;
  readonly notifications: BucketNotifications;
  readonly schedules: Schedules;
  readonly streams: TableStreams;
  readonly buses: EventBuses;
  /** By their physical names. */
  readonly functions: Map<string, FunctionHost>;
  readonly mappings: Mapping[];
  readonly stopping: { stop(): Promise<void> }[];
  /** Added to every function's environment. */
  readonly variables: Readonly<Record<string, string>>;
  readonly onEvent: OnStackEvent;
}

/** What a resource handler works with. */
export interface Deployment extends Parts {
  readonly stack: SynthesizedStack;
  readonly physical: Physical;
}

/** Makes one resource, its properties resolved. */
export type Deploy = (
  deployment: Deployment,
  logicalId: string,
  properties: Readonly<Record<string, Intrinsic>>,
) => void | Promise<void>;
