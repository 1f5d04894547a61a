import {
  SendMessageCommand,
  type SendMessageCommandInput,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** What a schedule does when it fires. */
export interface ScheduleTarget {
  /** The universal target's ARN. */
  readonly targetArn: string;
  /** The target's input, a JSON text with Scheduler's context attributes in it. */
  readonly input: string;
  readonly deadLetterQueueUrl: string | undefined;
  /** SQS for the target's role. @default - the stack's own client */
  readonly sqs?: SQSClient | undefined;
}

/** @throws Error for another target than SQS's SendMessage */
export function checkTarget({ targetArn }: ScheduleTarget): void {
  if (targetArn.endsWith(':scheduler:::aws-sdk:sqs:sendMessage')) return;
  throw new Error(
    `the local stack cannot run the schedule target ${targetArn}: teach local/stack/schedule-target.ts`,
  );
}

/**
 * Sends a firing to its queue, else to the dead-letter queue.
 *
 * @throws what SQS throws, when there is no dead-letter queue
 */
export async function sendFiring(
  own: SQSClient,
  { input, deadLetterQueueUrl: QueueUrl, sqs = own }: ScheduleTarget,
  scheduledTime: string,
): Promise<void> {
  const text = input.replaceAll('<aws.scheduler.scheduled-time>', scheduledTime);
  const message: SendMessageCommandInput = JSON.parse(text);
  try {
    await sqs.send(new SendMessageCommand(message));
  } catch (error) {
    if (QueueUrl === undefined) throw error;
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: text }));
  }
}
