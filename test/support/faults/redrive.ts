import { randomUUID } from 'node:crypto';
import { DeleteMessageCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { DEAD_LETTER_ATTRIBUTE } from '../../../lambda/contract/dead-letter';
import type { Bench } from './bench';
import { ENVIRONMENT } from './deployment';

/** Which dead letters are meant, by their commands' ids. */
type Chosen = (id: string) => boolean;

/**
 * Moves all dead letters back to the commands queue, as SQS's own redrive does: in their groups, which are
 * their commands' ids, under new message ids and deduplication ids.
 */
export async function redriveAll(bench: Bench): Promise<number> {
  return sendBack(
    bench,
    () => true,
    (id) => id,
  );
}

/** Sends chosen dead letters back by hand, as the runbook has it, and deletes them. */
export async function retry(bench: Bench, chosen: Chosen): Promise<number> {
  return sendBack(bench, chosen, () => ENVIRONMENT);
}

async function sendBack(
  bench: Bench,
  chosen: Chosen,
  groupOf: (id: string) => string,
): Promise<number> {
  const letters = (await receiveAll(bench)).filter((letter) => chosen(idOf(letter)));
  for (const letter of letters) {
    await bench.send(letter.Body ?? '', {
      group: groupOf(idOf(letter)),
      deduplicationId: randomUUID(),
      attributes: letter.MessageAttributes,
    });
    await bench.run.stack.sqs.send(
      new DeleteMessageCommand({
        QueueUrl: bench.output('DeadLetterQueueUrl'),
        ReceiptHandle: letter.ReceiptHandle,
      }),
    );
  }
  return letters.length;
}

/** Receives all dead letters, which each have a group of their own. */
async function receiveAll(bench: Bench): Promise<readonly Message[]> {
  const all: Message[] = [];
  for (;;) {
    const { Messages = [] } = await bench.run.stack.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: bench.output('DeadLetterQueueUrl'),
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
        VisibilityTimeout: 60,
      }),
    );
    if (Messages.length === 0) return all;
    all.push(...Messages);
  }
}

function idOf({ MessageAttributes = {} }: Message): string {
  const { id } = JSON.parse(MessageAttributes[DEAD_LETTER_ATTRIBUTE]?.StringValue ?? '{}');
  return String(id);
}
