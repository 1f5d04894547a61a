import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type MappingSpec, startMapping } from '../../../local/stack/event-source-mapping';
import { createQueue, messagesIn, testAws } from '../../support/aws';
import { fakeHost } from '../../support/bundle';
import { functionOf, mappingOf, runStack } from '../../support/local-stack';
import { mappingSpec } from '../../support/mapping-spec';

interface SqsEvent {
  readonly Records: readonly {
    readonly messageId: string;
    readonly body: string;
    readonly attributes: Readonly<Record<string, string>>;
    readonly messageAttributes: unknown;
  }[];
}

/** A queue with messages 0 to 11, which a function gets in batches. */
async function batches(
  batchSize: number,
  answer: (event: SqsEvent) => unknown = () => null,
  more: Partial<MappingSpec> = {},
) {
  const { sqs } = await testAws();
  const queueUrl = await createQueue(sqs, 'uploads');
  for (let i = 0; i < 12; i++) {
    const MessageAttributes = { raw: { DataType: 'Binary', BinaryValue: Uint8Array.of(7) } };
    const message = { QueueUrl: queueUrl, MessageBody: String(i), MessageAttributes };
    await sqs.send(new SendMessageCommand(message));
  }
  const { target, invoke } = fakeHost('runner', (event) => answer(event as SqsEvent));
  const queueArn = 'arn:aws:sqs:us-east-1:000000000000:uploads';
  const mapping = startMapping(
    sqs,
    mappingSpec({ queueUrl, queueArn, batchSize, ...more }),
    target,
  );
  onTestFinished(() => mapping.stop());
  const records = () => invoke.mock.calls.flatMap(([event]) => (event as SqsEvent).Records);
  return { invoke, records, mapping, left: () => messagesIn(sqs, queueUrl) };
}

describe('an event source mapping', () => {
  it.each([
    [1, 12],
    [5, 3],
    [10, 2],
  ])('hands over at most %i messages at once, as the template declares', async (size, times) => {
    const { invoke, records, left } = await batches(size);

    await vi.waitFor(async () => expect(await left()).toBe(0));

    expect(invoke).toHaveBeenCalledTimes(times);
    const bodies = records().map(({ body }) => Number(body));
    expect(bodies.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i));
  });

  it('keeps those of a batch that the function reports as failed, and says that all are dealt with', async () => {
    const isOdd = ({ body }: { readonly body: string }) => Number(body) % 2 === 1;
    const { mapping, left } = await batches(10, ({ Records }) => ({
      batchItemFailures: Records.filter(isOdd).map(({ messageId }) => ({
        itemIdentifier: messageId,
      })),
    }));

    await vi.waitFor(() => expect(mapping.done.size).toBe(12));

    expect(await left()).toBe(6);
  });

  it('passes on who sent a message, and its attributes, binary ones in base64', async () => {
    const { records } = await batches(1);

    await vi.waitFor(() => expect(records()).not.toEqual([]));

    const [record] = records();
    expect(record?.attributes.SenderId).toMatch(/^\w+$/);
    expect(record?.messageAttributes).toEqual({ raw: { binaryValue: 'Bw==', dataType: 'Binary' } });
  });

  it('with a window gathers more than one request gives', async () => {
    const window = { windowSeconds: 5, maxConcurrency: 1 };
    const { invoke, records, left } = await batches(100, undefined, window);

    await vi.waitFor(async () => expect(await left()).toBe(0), { timeout: 10_000 });

    expect(invoke).toHaveBeenCalledOnce();
    expect(records()).toHaveLength(12);
  });

  it('with a window does not wait when it has enough', async () => {
    const window = { windowSeconds: 300, maxConcurrency: 1 };
    const { invoke, left } = await batches(12, undefined, window);

    await vi.waitFor(async () => expect(await left()).toBe(0));

    expect(invoke).toHaveBeenCalledOnce();
  });

  it('invokes its function no more often at a time than is allowed', async () => {
    let running = 0;
    let most = 0;
    const slowly = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
    };
    const { left } = await batches(1, slowly, { maxConcurrency: 2 });

    await vi.waitFor(async () => expect(await left()).toBe(0), { timeout: 10_000 });

    expect(most).toBe(2);
  });
});

it.each<[string, object, string]>([
  [
    'more than ten messages without a window',
    { BatchSize: 11 },
    'a batch of more than 10 messages needs a batching window',
  ],
  [
    'a window of a FIFO queue',
    { MaximumBatchingWindowInSeconds: 5 },
    'a FIFO queue has no batching window',
  ],
  ['what it does not know', { FilterCriteria: {} }, 'Unrecognized key: "FilterCriteria"'],
])('a mapping is refused: %s', async (_, properties, message) => {
  const mapping = mappingOf('Uploads', 'Runner');
  const resources = {
    Uploads: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
    Runner: functionOf('runner'),
    Mapping: { ...mapping, Properties: { ...mapping.Properties, ...properties } },
  };

  await expect(runStack(resources)).rejects.toThrow(
    `the local stack cannot run the event source mapping Mapping: ${message}`,
  );
});
