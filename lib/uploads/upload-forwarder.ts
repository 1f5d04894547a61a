import { Stack } from 'aws-cdk-lib';
import { type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { EventBus as EventBusTarget } from 'aws-cdk-lib/aws-events-targets';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { elsewhere, onlyForOwn } from '../checks/places';
import { checkTexts } from '../checks/value-checks';
import { letRulesSend } from '../keys/key-services';
import { useKey } from '../keys/own-key';
import { createDeadLetterQueue } from '../queues/queues';
import { notifyEventBridge } from './bucket-notifications';
import { isOwnBucket } from './upload-connection';
import { uploadPattern } from './upload-events';

/** Which uploads are told where. */
export interface UploadForwarderProps {
  /** The bucket. When it is imported, its owner enables EventBridge on it. */
  readonly bucket: IBucket;

  /** The environment's upload event bus, imported by its ARN. */
  readonly eventBus: IEventBus;

  /**
   * Only keys that begin so.
   *
   * @default - every key
   */
  readonly prefix?: string;

  /**
   * Only keys that end so.
   *
   * @default - every key
   */
  readonly suffix?: string;

  /**
   * Encrypts the dead-letter queue. As that of an environment, in the stack's account and region; of an imported key what
   * its policy needs is printed at synth.
   *
   * @default - the key that SQS owns
   */
  readonly encryptionKey?: IKey;
}

/**
 * Tells an environment in another account of uploads to a bucket of this one. Belongs into a stack of the bucket's
 * account and region.
 *
 * @example
 *
 * import { Stack } from 'aws-cdk-lib';
 * import { EventBus } from 'aws-cdk-lib/aws-events';
 * import { Bucket } from 'aws-cdk-lib/aws-s3';
 * import { UploadForwarder } from 'mwaa-cli-queue';
 *
 * declare const stack: Stack;
 * declare const uploadEventBusArn: string;
 *
 * new UploadForwarder(stack, 'Forwarder', {
 *   bucket: Bucket.fromBucketName(stack, 'Exports', 'partner-exports'),
 *   eventBus: EventBus.fromEventBusArn(stack, 'Bus', uploadEventBusArn),
 *   prefix: 'outgoing/',
 * });
 */
export class UploadForwarder extends Construct {
  /** Keeps the events that EventBridge could not put on the other bus. A standard queue. */
  public readonly deadLetterQueue: Queue;

  /** @throws Error of one line: the property, what it is, and what to give */
  constructor(scope: Construct, id: string, props: UploadForwarderProps) {
    super(scope, id);
    const { prefix, suffix } = props;
    checkTexts({ prefix, suffix });
    checkEnds(props, Stack.of(this));
    if (isOwnBucket(props.bucket)) notifyEventBridge(props.bucket);
    const key = useKey(this, props);
    this.deadLetterQueue = createDeadLetterQueue(this, 'DeadLetters', { encryptionMasterKey: key });
    if (key !== undefined) letRulesSend(key);
    const target = new EventBusTarget(props.eventBus, {
      role: new Role(this, 'Role', {
        assumedBy: new ServicePrincipal('events.amazonaws.com', {
          conditions: onlyForOwn(Stack.of(this), 'events', 'rule'),
        }),
      }),
      deadLetterQueue: this.deadLetterQueue,
    });
    new Rule(this, 'Rule', {
      description: 'Tells another account of uploads',
      eventPattern: uploadPattern(props),
      targets: [target],
    });
  }
}

/** Checks where the events come from, and where they go. */
function checkEnds({ bucket, eventBus }: UploadForwarderProps, stack: Stack): void {
  const place = elsewhere(bucket.env, stack);
  if (place !== undefined) {
    throw new Error(
      `bucket is in ${place} ${bucket.env[place]}, the stack in ${stack[place]}: put the UploadForwarder into a stack there, for no events of the bucket come here`,
    );
  }
  const { account, region } = eventBus.env;
  if (eventBus.eventBusName !== 'default') return;
  if (account !== stack.account || region !== stack.region) return;
  throw new Error(
    "eventBus is the stack's own default bus, where the events come from: each would be sent round and round; give the environment's upload event bus, imported by its ARN",
  );
}
