import { CfnParameter } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, it } from 'vitest';
import { checkCommandsQueue, checkStandardQueue } from '../../../lib/queues/queue-checks';
import { emptyStack } from '../../support/template';

/** The queues of both kinds, each in every way that CDK knows of one. */
function queues() {
  const stack = emptyStack();
  const arn = (name: string) => `arn:aws:sqs:eu-central-1:111111111111:${name}`;
  const partly = (name: string) => stack.formatArn({ service: 'sqs', resource: name });
  return {
    fifo: [
      new Queue(stack, 'Fifo', { fifo: true }),
      Queue.fromQueueArn(stack, 'FifoArn', arn('q.fifo')),
      Queue.fromQueueArn(stack, 'FifoPartly', partly('q.fifo')),
    ],
    standard: [
      new Queue(stack, 'Standard'),
      Queue.fromQueueArn(stack, 'StandardArn', arn('q')),
      Queue.fromQueueArn(stack, 'StandardPartly', partly('q')),
    ],
    unknown: Queue.fromQueueArn(stack, 'Unknown', new CfnParameter(stack, 'Arn').valueAsString),
  };
}

describe('the commands queue', () => {
  it('may be any FIFO queue, and one that only the deployment knows', () => {
    const { fifo, unknown } = queues();

    for (const queue of [...fifo, unknown]) expect(() => checkCommandsQueue(queue)).not.toThrow();
  });

  it('may be no standard queue', () => {
    for (const queue of queues().standard) {
      expect(() => checkCommandsQueue(queue)).toThrow(
        new Error('queue is a standard queue: give the commands queue, which is FIFO'),
      );
    }
  });
});

describe('a queue for what could not be sent', () => {
  it('may be any standard queue, and one that only the deployment knows', () => {
    const { standard, unknown } = queues();

    for (const queue of [...standard, unknown]) {
      expect(() => checkStandardQueue('deadLetterQueue', queue)).not.toThrow();
    }
  });

  it('may be no FIFO queue', () => {
    for (const queue of queues().fifo) {
      expect(() => checkStandardQueue('deadLetterQueue', queue)).toThrow(
        new Error(
          'deadLetterQueue is a FIFO queue: give a standard one, to which EventBridge and standard queues can send',
        ),
      );
    }
  });
});
