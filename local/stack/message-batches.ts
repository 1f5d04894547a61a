import { type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** How Lambda gathers a queue's messages for one invocation. */
export interface BatchSpec {
  readonly queueUrl: string;
  readonly batchSize: number;
  /** From the first message on; of a FIFO queue there is none. */
  readonly windowSeconds: number;
}

/** The most that one request to SQS gives. */
const MAX_RECEIVED = 10;

/** How long one request waits for a message, in seconds. */
const WAIT_SECONDS = 1;

/**
 * Receives messages for one invocation: of one request, or, with a window, until there are enough, the window is
 * over, or no more come for a second: Lambda would wait on, to no other effect.
 *
 * @returns none when there is none for a moment, or the signal says so
 */
export async function receiveBatch(
  sqs: SQSClient,
  spec: BatchSpec,
  signal: AbortSignal,
): Promise<readonly Message[]> {
  const messages: Message[] = [];
  // Not Date.now(): tests move that clock.
  const end = performance.now() + spec.windowSeconds * 1000;
  do {
    const more = await receive(sqs, spec, spec.batchSize - messages.length, signal);
    if (more.length === 0) break;
    messages.push(...more);
  } while (messages.length < spec.batchSize && performance.now() < end);
  return signal.aborted ? [] : messages;
}

async function receive(
  sqs: SQSClient,
  { queueUrl }: BatchSpec,
  most: number,
  signal: AbortSignal,
): Promise<readonly Message[]> {
  try {
    const answer = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: Math.min(most, MAX_RECEIVED),
        WaitTimeSeconds: WAIT_SECONDS,
        AttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
      // A signal for each request: the SDK keeps one listener on it, the last one's.
      { abortSignal: AbortSignal.any([signal]) },
    );
    return answer.Messages ?? [];
  } catch (error) {
    if (signal.aborted) return [];
    throw error;
  }
}
