/** Where no event source mapping is deployed, a test does what Lambda does. */
import { DeleteMessageCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { sqsEventOf } from '../sqs-events';
import type { Bench } from './bench';

/** Receives the next message, as Lambda does. It is hidden for so long. */
export async function receive(bench: Bench, VisibilityTimeout = 360): Promise<Message | undefined> {
  const { Messages = [] } = await bench.run.stack.sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: bench.output('QueueUrl'),
      VisibilityTimeout,
      AttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    }),
  );
  return Messages[0];
}

/** Hands messages to the runner, all at once. @returns the ids that it gives back */
export async function handOver(
  bench: Bench,
  ...messages: readonly Message[]
): Promise<readonly string[]> {
  return idsOf(await bench.functionNamed('Runner').invoke(sqsEventOf(...messages)));
}

/** Deletes a message that the runner did not give back, as Lambda does. */
export async function acknowledge(bench: Bench, { ReceiptHandle }: Message): Promise<void> {
  const QueueUrl = bench.output('QueueUrl');
  await bench.run.stack.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
}

/** An event with what no queue of this machine hands out: more than one message of a group. */
export function batchOf(
  messages: readonly { readonly id: string; readonly group: string }[],
): SQSEvent {
  return sqsEventOf(
    ...messages.map(({ id, group }) => ({
      MessageId: id,
      ReceiptHandle: `receipt of ${id}`,
      Body: `dags trigger orders --run-id ${id}`,
      Attributes: {
        MessageGroupId: group,
        ApproximateReceiveCount: '1',
        SenderId: 'AIDASENDER',
        SentTimestamp: String(Date.now()),
        ApproximateFirstReceiveTimestamp: String(Date.now()),
      },
    })),
  );
}

/** What the runner gives back, of its whole answer. */
export function idsOf(answer: unknown): readonly string[] {
  const { batchItemFailures } = answer as SQSBatchResponse;
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}
