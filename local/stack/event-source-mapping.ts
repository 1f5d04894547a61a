import { DeleteMessageCommand, type Message, type SQSClient } from '@aws-sdk/client-sqs';
import type { FunctionHost } from './function-host';
import { type BatchSpec, receiveBatch } from './message-batches';

/** Lambda's event source mapping from a queue to a function. */
export interface MappingSpec extends BatchSpec {
  readonly queueArn: string;
  readonly partialBatchResponse: boolean;
  /** @default - as many as there are pollers */
  readonly maxConcurrency?: number | undefined;
}

/** Lambda polls with several pollers too: only the message group keeps two messages apart. */
const POLLERS = 3;

export interface Mapping {
  readonly queueUrl: string;
  /** The receipt handles of all deliveries that were dealt with: deleted, or left to come back. */
  readonly done: ReadonlySet<string>;
  stop(): Promise<void>;
}

/** Polls until stopped. */
export function startMapping(sqs: SQSClient, spec: MappingSpec, target: FunctionHost): Mapping {
  const aborted = new AbortController();
  const done = new Set<string>();
  const poll = async () => {
    while (!aborted.signal.aborted) {
      const messages = await receiveBatch(sqs, spec, aborted.signal);
      if (messages.length === 0) continue;
      await handle(sqs, spec, target, messages);
      for (const { ReceiptHandle } of messages) done.add(ReceiptHandle ?? '');
    }
  };
  const length = Math.min(POLLERS, spec.maxConcurrency ?? POLLERS);
  const pollers = Array.from({ length }, poll);
  return {
    queueUrl: spec.queueUrl,
    done,
    async stop() {
      aborted.abort();
      await Promise.allSettled(pollers);
    },
  };
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

function toRecord(message: Message, spec: MappingSpec): unknown {
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
