import type { Stack } from 'aws-cdk-lib';
import { type IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import type { PropTable } from './prop-case';
import { joinedWith, variable } from './shows';

/** A queue that is imported by its name, which says of what kind it is. */
export function queueIn(stack: Stack, name: string): IQueue {
  return Queue.fromQueueArn(stack, name, stack.formatArn({ service: 'sqs', resource: name }));
}

/** Queues of a user's own, for a source that is made without a `MwaaCommandQueue`. */
export function sourceQueues(stack: Stack) {
  return {
    environmentName: 'MyEnvironment',
    queue: queueIn(stack, 'commands.fifo'),
    deadLetterQueue: queueIn(stack, 'dead-letters'),
  };
}

const NOT_FIFO = 'queue is a standard queue: give the commands queue, which is FIFO';

const notStandard = (name: string) =>
  `${name} is a FIFO queue: give a standard one, to which EventBridge and standard queues can send`;

const BAD_NAME =
  'environmentName "1st" is not allowed: use 1 to 80 of A-Z a-z 0-9 _ -, the first a letter';

/** A source's own props that are queues or its environment: what is refused is the same for every kind of source. */
export const REFUSED = {
  environmentName: { given: () => ({ environmentName: '1st' }), error: BAD_NAME },
  queue: { given: (stack: Stack) => ({ queue: queueIn(stack, 'mine') }), error: NOT_FIFO },
  deadLetterQueue: {
    given: (stack: Stack) => ({ deadLetterQueue: queueIn(stack, 'mine.fifo') }),
    error: notStandard('deadLetterQueue'),
  },
};

/** The ARN of the queue that a case gives. */
export function arnOfMine(stack: Stack): unknown {
  return stack.resolve(stack.formatArn({ service: 'sqs', resource: 'mine' }));
}

/** What a trigger shares with every other: its function is told by variables of these names. */
export const triggerProps = ({
  environmentName,
  queueUrl,
}: Readonly<Record<'environmentName' | 'queueUrl', string>>) =>
  ({
    environmentName: {
      accepted: () => ({ environmentName: 'Other' }),
      shows: () => variable(environmentName, 'Other'),
      refused: REFUSED.environmentName,
      atDeployment: { given: ({ text }) => ({ environmentName: text }) },
    },
    queue: {
      accepted: (stack) => ({ queue: queueIn(stack, 'mine.fifo') }),
      shows: () => variable(queueUrl, joinedWith('/mine.fifo')),
      refused: REFUSED.queue,
    },
    deadLetterQueue: {
      accepted: (stack) => ({ deadLetterQueue: queueIn(stack, 'mine') }),
      shows: (stack) => [
        'AWS::SQS::Queue',
        { RedrivePolicy: { deadLetterTargetArn: arnOfMine(stack) } },
      ],
      refused: REFUSED.deadLetterQueue,
    },
  }) satisfies PropTable<ReturnType<typeof sourceQueues>>['props'];
