import { randomUUID } from 'node:crypto';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import {
  DEAD_LETTER_ATTRIBUTE,
  type DeadLetter,
  readDeadLetter,
} from '../../lambda/contract/dead-letter';
import type { Here } from '../here';
import { sqsOf } from './commands-queue';

/** A dead letter that was taken out of the queue for a while. */
export interface TakenDeadLetter {
  /** Its command's id; none when it is not of the runner's making, and so has no record. */
  readonly id: string | undefined;
  /** How often its command had been begun when it ended so. */
  readonly attempts: number | undefined;
  /** Whether the command may have run already: of what SQS gave up on itself, nothing is known. */
  readonly mayHaveRun: boolean;
  readonly message: Message;
}

/** The dead-letter queue of commands, as an operator sees it. */
export interface DeadLetterQueue {
  /** Takes some out, which others do not see for a while. @returns none when the queue has no more */
  take(): Promise<readonly TakenDeadLetter[]>;
  /** Puts one back that was only looked at. */
  putBack(taken: TakenDeadLetter): Promise<void>;
  /** Sends one to be run again, and then deletes it: a process that dies in between leaves a copy, which the runner knows. */
  retry(taken: TakenDeadLetter): Promise<void>;
  drop(taken: TakenDeadLetter): Promise<void>;
}

/** How long what was taken out is hidden, in seconds: longer than it takes to work all of it off. */
const HIDDEN_SECONDS = 120;

export function deadLetterQueueOf(here: Here): DeadLetterQueue {
  const client = sqsOf(here);
  const { deadLetterQueueUrl: queueUrl, ...commands } = here.deployment;
  const remove = async ({ message: { ReceiptHandle } }: TakenDeadLetter) => {
    await client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
  };
  return {
    async take() {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: HIDDEN_SECONDS,
          // SQS asks all its servers only when it waits.
          WaitTimeSeconds: 1,
          MessageAttributeNames: [DEAD_LETTER_ATTRIBUTE],
        }),
      );
      return Messages.map(readTaken);
    },
    async putBack({ message: { ReceiptHandle } }) {
      await client.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: queueUrl,
          ReceiptHandle,
          VisibilityTimeout: 0,
        }),
      );
    },
    async retry(taken) {
      const { Body, MessageAttributes } = taken.message;
      await client.send(
        new SendMessageCommand({
          QueueUrl: commands.queueUrl,
          MessageBody: Body,
          MessageGroupId: commands.environmentName,
          MessageDeduplicationId: randomUUID(),
          MessageAttributes,
        }),
      );
      await remove(taken);
    },
    drop: remove,
  };
}

function readTaken(message: Message): TakenDeadLetter {
  const { id, attempts, attribute } = readDeadLetter(attributeOf(message)) ?? {};
  const { outcome } = Object(attribute && JSON.parse(attribute)) as Partial<DeadLetter>;
  return { id, attempts, mayHaveRun: outcome !== 'failed' && outcome !== 'refused', message };
}

function attributeOf({ MessageAttributes }: Message): string | undefined {
  return MessageAttributes?.[DEAD_LETTER_ATTRIBUTE]?.StringValue;
}
