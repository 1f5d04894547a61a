import {
  ChangeMessageVisibilityCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type MappingSpec, startMapping } from '../../../local/stack/event-source-mapping';
import { createQueue, messagesIn, testAws } from '../../support/aws';
import { fakeHost } from '../../support/bundle';
import { mappingSpec } from '../../support/mapping-spec';

const QUEUE_ARN = 'arn:aws:sqs:us-east-1:000000000000:commands.fifo';

interface SqsEvent {
  readonly Records: readonly { readonly messageId: string; readonly receiptHandle: string }[];
}

type Answer = (event: SqsEvent, sqs: SQSClient, queueUrl: string) => unknown;

/** A queue with messages, which a function gets that answers as the test says. */
async function mappedQueue(
  waiting: readonly string[],
  answer: Answer,
  spec: Partial<MappingSpec> = {},
) {
  const { sqs } = await testAws();
  const queueUrl = await createQueue(sqs, 'commands.fifo');
  const { target, invoke } = fakeHost('runner', (event) =>
    answer(event as SqsEvent, sqs, queueUrl),
  );
  const send = (MessageBody: string) =>
    sqs.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody,
        MessageGroupId: 'MyEnvironment',
        MessageDeduplicationId: MessageBody,
        MessageAttributes: { note: { DataType: 'String', StringValue: 'x' } },
      }),
    );
  const ids: (string | undefined)[] = [];
  for (const body of waiting) ids.push((await send(body)).MessageId);
  const mapping = startMapping(
    sqs,
    mappingSpec({ queueUrl, queueArn: QUEUE_ARN, ...spec }),
    target,
  );
  onTestFinished(() => mapping.stop());
  return { sqs, queueUrl, invoke, mapping, send, ids };
}

/** Makes an event's messages visible again at once, as a queue does when their time is over. */
const giveBack: Answer = async ({ Records }, sqs, QueueUrl) => {
  for (const { receiptHandle: ReceiptHandle } of Records) {
    await sqs.send(
      new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
    );
  }
};

/** The bodies that the function got, in their order. */
function bodies(invoke: { readonly mock: { readonly calls: readonly unknown[][] } }) {
  return invoke.mock.calls.flatMap(([event]) =>
    (event as { Records: { body: string }[] }).Records.map(({ body }) => body),
  );
}

describe('an event source mapping', () => {
  it("hands a message over in Lambda's form, and deletes it when it was handled", async () => {
    const { sqs, queueUrl, invoke, ids } = await mappedQueue(['dags pause d'], () => ({
      batchItemFailures: [],
    }));

    await vi.waitFor(() => expect(invoke).toHaveBeenCalledOnce());
    expect(invoke.mock.calls[0]?.[0]).toEqual({
      Records: [
        {
          messageId: ids[0],
          receiptHandle: expect.any(String),
          body: 'dags pause d',
          attributes: expect.objectContaining({
            MessageGroupId: 'MyEnvironment',
            MessageDeduplicationId: 'dags pause d',
            ApproximateReceiveCount: '1',
            SentTimestamp: expect.stringMatching(/^\d{13}$/),
          }),
          messageAttributes: { note: { stringValue: 'x', dataType: 'String' } },
          md5OfBody: expect.stringMatching(/^[0-9a-f]{32}$/),
          eventSource: 'aws:sqs',
          eventSourceARN: QUEUE_ARN,
          awsRegion: 'us-east-1',
        },
      ],
    });
    await vi.waitFor(async () => expect(await messagesIn(sqs, queueUrl)).toBe(0));
  });

  it('hands over in order, one message of a group at a time', async () => {
    let running = 0;
    let most = 0;
    const { invoke } = await mappedQueue(['a', 'b', 'c'], async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
    });

    await vi.waitFor(() => expect(bodies(invoke)).toEqual(['a', 'b', 'c']));
    expect(most).toBe(1);
  });

  it.each<[string, Answer]>([
    [
      'reports as failed',
      async (event, ...queue) => {
        await giveBack(event, ...queue);
        const [record] = event.Records;
        return { batchItemFailures: [{ itemIdentifier: record?.messageId }] };
      },
    ],
    [
      'throws for',
      async (...given) => {
        await giveBack(...given);
        throw new Error('no luck');
      },
    ],
  ])('keeps a message that the function %s: it comes again', async (_, fail) => {
    const { sqs, queueUrl, invoke } = await mappedQueue(['version'], (...given) =>
      invoke.mock.calls.length === 1 ? fail(...given) : { batchItemFailures: [] },
    );

    await vi.waitFor(() => expect(bodies(invoke)).toEqual(['version', 'version']));
    await vi.waitFor(async () => expect(await messagesIn(sqs, queueUrl)).toBe(0));
  });

  it('deletes only what the function does not report as failed', async () => {
    const { sqs, queueUrl, invoke, mapping } = await mappedQueue(['version'], ({ Records }) => ({
      batchItemFailures: Records.map(({ messageId }) => ({ itemIdentifier: messageId })),
    }));
    await vi.waitFor(() => expect(invoke).toHaveBeenCalledOnce());

    await mapping.stop(); // all that was to be deleted is deleted now

    expect(await messagesIn(sqs, queueUrl)).toBe(1);
  });

  it('without ReportBatchItemFailures deletes even what the function reports as failed', async () => {
    const { sqs, queueUrl, invoke } = await mappedQueue(
      ['version'],
      ({ Records }) => ({
        batchItemFailures: Records.map(({ messageId }) => ({ itemIdentifier: messageId })),
      }),
      { partialBatchResponse: false },
    );

    await vi.waitFor(async () => {
      expect(invoke).toHaveBeenCalledOnce();
      expect(await messagesIn(sqs, queueUrl)).toBe(0);
    });
  });

  it('hands over nothing any more when it has stopped', async () => {
    const { sqs, queueUrl, invoke, mapping, send } = await mappedQueue([], () => null);

    await mapping.stop();
    await send('version');

    expect(await messagesIn(sqs, queueUrl)).toBe(1);
    expect(invoke).not.toHaveBeenCalled();
  });

  it('switched off, ends what it is at, and hands over nothing until it is on again', async () => {
    const reached = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    const { sqs, queueUrl, invoke, mapping, send } = await mappedQueue(['a'], async () => {
      reached.resolve();
      await mayEnd.promise;
    });
    await reached.promise;
    await send('b');

    expect(mapping.polling.switch(false)).toBe(true);
    expect(mapping.polling.state).toBe('Disabling');
    mayEnd.resolve();
    await vi.waitFor(() => expect(mapping.polling.state).toBe('Disabled'), 4000);

    expect(bodies(invoke)).toEqual(['a']);
    expect(await messagesIn(sqs, queueUrl)).toBe(1);

    mapping.polling.switch(true);
    await vi.waitFor(() => expect(bodies(invoke)).toEqual(['a', 'b']));
  });
});
