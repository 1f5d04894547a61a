import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { CommandSenders } from '../commands/command-senders';
import type { Monitoring } from '../monitoring/monitoring';
import type { LazyQueue } from '../queues/lazy-queue';
import type { RedriveRights } from '../queues/redrive-rights';
import type { StorageOptions } from '../storage/storage-options';

/** What every source of an environment's commands works with. */
export interface SourceParts extends StorageOptions {
  readonly environmentName: string;
  /** The commands queue. */
  readonly queue: IQueue;
  /** Keeps events that EventBridge's rules could not deliver. */
  readonly undelivered: LazyQueue;
  readonly monitoring: Monitoring;
  readonly redrive: RedriveRights;
  /** Every source's role is to be added. */
  readonly senders: CommandSenders;
}
