import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type IQueue, Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { VISIBILITY_FACTOR } from '../../lambda/contract/limits';
import { EncryptedQueue } from './encrypted-queue';

/** The longest that SQS keeps a message. */
export const MESSAGE_RETENTION = Duration.days(14);

/** How often SQS hands a message out before it gives up: a backstop, the runner decides long before. */
const MAX_RECEIVE_COUNT = 1000;

/** A queue as all here are: encrypted, closed without TLS, and keeping messages as long as SQS does. */
function createQueue(scope: Construct, id: string, given: QueueProps = {}): Queue {
  const { encryptionMasterKey: key, ...rest } = given;
  const props = { enforceSSL: true, retentionPeriod: MESSAGE_RETENTION, ...rest };
  if (key !== undefined) return new EncryptedQueue(scope, id, key, props);
  return new Queue(scope, id, { encryption: QueueEncryption.SQS_MANAGED, ...props });
}

/** Where that ends which nothing here tries again. Its alarm tells. */
export function createDeadLetterQueue(scope: Construct, id: string, props: QueueProps = {}): Queue {
  // What nobody has looked at yet is worth more than a clean account: it outlives its stack by what is left of 14 days.
  const queue = createQueue(scope, id, { removalPolicy: RemovalPolicy.RETAIN, ...props });
  Validations.of(queue).acknowledge({
    id: 'AwsSolutions-SQS3',
    reason:
      'It is a dead-letter queue itself: of a pipe, a schedule or a rule, which name none to SQS',
  });
  return queue;
}

/** How the events of a trigger come to its function. */
export interface EventsQueueProps {
  readonly functionTimeout: Duration;
  /** How long an event comes again that the function does not take. */
  readonly patience: Duration;
  /** Where it goes then. A standard queue. */
  readonly deadLetterQueue: IQueue;
  readonly encryptionKey?: IKey;
}

/** The standard queue that the events of a trigger come through to its function. */
export function createEventsQueue(scope: Construct, id: string, props: EventsQueueProps): Queue {
  const visibilitySeconds = VISIBILITY_FACTOR * props.functionTimeout.toSeconds();
  return createQueue(scope, id, {
    visibilityTimeout: Duration.seconds(visibilitySeconds),
    encryptionMasterKey: props.encryptionKey,
    deadLetterQueue: {
      queue: props.deadLetterQueue,
      maxReceiveCount: props.patience.toSeconds() / visibilitySeconds,
    },
  });
}

/** The queue that commands are sent to. */
export function createCommandsQueue(
  scope: Construct,
  id: string,
  deadLetterQueue: Queue,
  visibilityTimeout: Duration,
): Queue {
  return createQueue(scope, id, {
    fifo: true,
    // A hash of the body would silently drop the third of "pause, unpause, pause".
    contentBasedDeduplication: false,
    visibilityTimeout,
    encryptionMasterKey: deadLetterQueue.encryptionMasterKey,
    deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: MAX_RECEIVE_COUNT },
  });
}
