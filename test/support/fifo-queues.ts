import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { onTestFinished } from 'vitest';
import { startAwsServer } from '../../local/stack/aws-server';

/** SQS on this machine, for one test. */
export async function startSqs() {
  const aws = await startAwsServer(() => {});
  onTestFinished(() => aws.stop());
  const { sqs, endpoint } = aws;
  return {
    sqs,
    endpoint,
    async createQueue(QueueName: string): Promise<string> {
      const Attributes = { FifoQueue: 'true', VisibilityTimeout: '600' };
      const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
      if (QueueUrl === undefined) throw new Error('no queue');
      // The host that the server names is none that resolves here.
      return endpoint + new URL(QueueUrl).pathname;
    },
    async receive(QueueUrl: string): Promise<Message[]> {
      const received = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          AttributeNames: ['All'],
          MessageAttributeNames: ['All'],
        }),
      );
      return received.Messages ?? [];
    },
    /** How many messages wait, of whatever groups. */
    async count(QueueUrl: string): Promise<number> {
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl,
          AttributeNames: ['ApproximateNumberOfMessages'],
        }),
      );
      return Number(Attributes?.ApproximateNumberOfMessages);
    },
  };
}
