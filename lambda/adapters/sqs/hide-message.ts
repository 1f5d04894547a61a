import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { withinTime } from '../within-time';

/** Has a queue hand a delivery out again after some seconds. Throws what SQS throws. */
export async function hideMessage(
  client: SQSClient,
  queueUrl: string,
  { receiptHandle }: { readonly receiptHandle: string },
  seconds: number,
): Promise<void> {
  await client.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: queueUrl,
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: seconds,
    }),
    withinTime(),
  );
}
