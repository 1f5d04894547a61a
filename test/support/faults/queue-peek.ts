import { DEAD_LETTER_ATTRIBUTE, type DeadLetter } from '../../../lambda/contract/dead-letter';

/** A message as it lies in a queue of this machine's SQS. */
export interface QueuedMessage {
  readonly messageId: string;
  readonly body: string;
  readonly messageGroupId?: string;
  readonly messageAttributes: Readonly<
    Record<string, { readonly DataType: string; readonly StringValue: string }>
  >;
}

interface Inspection {
  readonly messages: {
    readonly ready: readonly QueuedMessage[];
    readonly inflight: readonly { readonly message: QueuedMessage }[];
  };
}

/** All messages of a queue, without receiving them. */
export async function peek(endpoint: string, url: string): Promise<readonly QueuedMessage[]> {
  const answer = await fetch(`${endpoint}/_fauxqs/queues/${url.split('/').at(-1)}`);
  if (!answer.ok) throw new Error(`there is no queue ${url}`);
  const { messages } = (await answer.json()) as Inspection;
  return [...messages.inflight.map(({ message }) => message), ...messages.ready];
}

/** Why a message is in the dead-letter queue. */
export function deadLetterOf({ messageAttributes }: QueuedMessage): DeadLetter {
  return JSON.parse(messageAttributes[DEAD_LETTER_ATTRIBUTE]?.StringValue ?? 'null');
}
