import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { FunctionHost } from './function-host';
import { type BatchSpec, receiveBatch } from './message-batches';
import { Polling } from './polling';

/** Lambda's event source mapping from a queue to a function. */
export interface MappingSpec extends BatchSpec {
  /** What Lambda's API knows it by. */
  readonly id: string;
  readonly arn: string;
  readonly queueArn: string;
  readonly functionArn: string;
  readonly partialBatchResponse: boolean;
  /** @default - as many as there are pollers */
  readonly maxConcurrency?: number | undefined;
}

/** Lambda polls with several pollers too: only the message group keeps two messages apart. */
const POLLERS = 3;

export interface Mapping {
  readonly spec: MappingSpec;
  /** The receipt handles of all deliveries that were dealt with: deleted, or left to come back. */
  readonly done: ReadonlySet<string>;
  /** What is switched off and on. */
  readonly polling: Polling;
  stop(): Promise<void>;
}

/** Polls until stopped, unless it is switched off. */
export function startMapping(sqs: SQSClient, spec: MappingSpec, target: FunctionHost): Mapping {
  const aborted = new AbortController();
  const done = new Set<string>();
  const poll = async (isWanted: () => boolean) => {
    while (isWanted()) {
      const messages = await receiveBatch(sqs, spec, aborted.signal);
      if (messages.length === 0) continue;
      if (isWanted()) await handle(sqs, spec, target, messages);
      else await giveBack(sqs, spec, messages);
      for (const { ReceiptHandle } of messages) done.add(ReceiptHandle ?? '');
    }
  };
  const length = Math.min(POLLERS, spec.maxConcurrency ?? POLLERS);
  const polling = new Polling((isWanted) =>
    Promise.all(Array.from({ length }, () => poll(isWanted))),
  );
  return {
    spec,
    done,
    polling,
    async stop() {
      aborted.abort();
      await polling.stop();
    },
  };
}

/** What comes when it is switched off already is not begun any more, and waits where it was. */
async function giveBack(
  sqs: SQSClient,
  { queueUrl: QueueUrl }: MappingSpec,
  messages: readonly Message[],
): Promise<void> {
  for (const { ReceiptHandle } of messages) {
    const visible = { QueueUrl, ReceiptHandle, VisibilityTimeout: 0 };
    await sqs.send(new ChangeMessageVisibilityCommand(visible));
  }
}

/** What the function does not report as failed is deleted; the rest comes back when it is visible. */
async function handle(
  sqs: SQSClient,
  spec: MappingSpec,
  target: FunctionHost,
  messages: readonly Message[],
): Promise<void> {
  let failed: ReadonlySet<string>;
  try {
    const result = await target.invoke({ Records: messages.map((m) => toRecord(m, spec)) });
    failed = spec.partialBatchResponse ? readFailures(result) : new Set();
  } catch {
    return; // the host has told; all messages come back
  }
  const done = messages.filter(({ MessageId }) => !failed.has(MessageId ?? ''));
  for (const { ReceiptHandle } of done) {
    await sqs.send(new DeleteMessageCommand({ QueueUrl: spec.queueUrl, ReceiptHandle }));
  }
}

function readFailures(result: unknown): ReadonlySet<string> {
  const { batchItemFailures = [] } = Object(result) as {
    batchItemFailures?: readonly { readonly itemIdentifier: string }[];
  };
  return new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
}

/** A received message as Lambda hands it to a function. */
export function toRecord(message: Message, spec: Pick<MappingSpec, 'queueArn'>): unknown {
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
        name,
        {
          stringValue: value.StringValue,
          binaryValue: value.BinaryValue && Buffer.from(value.BinaryValue).toString('base64'),
          dataType: value.DataType,
        },
      ]),
    ),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: spec.queueArn,
    awsRegion: 'us-east-1',
  };
}
