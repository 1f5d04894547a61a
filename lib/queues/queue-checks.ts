import { Resource, Token } from 'aws-cdk-lib';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

/**
 * Checks that the commands queue is one that keeps commands in order.
 *
 * @throws Error which says what to give
 */
export function checkCommandsQueue(queue: IQueue): void {
  if (kindOf(queue) !== 'standard') return;
  throw new Error('queue is a standard queue: give the commands queue, which is FIFO');
}

/**
 * Checks that a queue is one that the service which sends there takes.
 *
 * @param name of the option
 * @throws Error which says what to give
 */
export function checkStandardQueue(name: string, queue: IQueue): void {
  if (kindOf(queue) !== 'fifo') return;
  throw new Error(
    `${name} is a FIFO queue: give a standard one, to which EventBridge and standard queues can send`,
  );
}

/** Nothing where only the deployment knows: of an import by a part that is a token, CDK says that it is no FIFO queue. */
function kindOf(queue: IQueue): 'fifo' | 'standard' | undefined {
  if (queue.fifo) return 'fifo';
  if (Resource.isOwnedResource(queue)) return 'standard';
  if (Token.isUnresolved(queue.queueName)) return undefined;
  return queue.queueName.endsWith('.fifo') ? 'fifo' : 'standard';
}
