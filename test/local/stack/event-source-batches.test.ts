import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startMapping } from '../../../local/stack/event-source-mapping';
import { createQueue, messagesIn, testAws } from '../../support/aws';
import { fakeHost } from '../../support/bundle';
import { functionOf, mappingOf, runStack } from '../../support/local-stack';

interface SqsEvent {
  readonly Records: readonly {
    readonly messageId: string;
    readonly body: string;
    readonly attributes: Readonly<Record<string, string>>;
    readonly messageAttributes: unknown;
  }[];
}

/** A queue with messages 0 to 11, which a function gets in batches. */
async function batches(batchSize: number, answer: (event: SqsEvent) => unknown = () => null) {
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
    { queueUrl, queueArn, batchSize, partialBatchResponse: true },
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
});

it('more than ten messages at once are refused: a FIFO queue never gives more', async () => {
  const resources = {
    Uploads: { Type: 'AWS::SQS::Queue' },
    Runner: functionOf('runner'),
    Mapping: mappingOf('Uploads', 'Runner', 11),
  };

  await expect(runStack(resources)).rejects.toThrow(
    'the local stack cannot hand over 11 messages at once',
  );
});
