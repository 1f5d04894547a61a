import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it } from 'vitest';
import { messagesIn } from '../../support/aws';
import { announced, lost, pipeResource, runStack, tableResource } from '../../support/local-stack';

const RESOURCES = {
  Announce: pipeResource(), // before what it refers to: the order in the template does not count
  Lost: { Type: 'AWS::SQS::Queue' },
  Records: tableResource(),
};

const TableName = 'Stack-Records';

const put = (item: object) => new PutItemCommand({ TableName, Item: marshall(item) });

const ENDED = {
  id: 'a',
  state: 'ended',
  event: { detailType: 'Airflow Command Failed', id: 'a', reason: 'no "such" DAG' },
};

describe('a Pipe that the template declares', () => {
  it("announces a written item's event, before the write is answered", async () => {
    const { stack, events } = await runStack(RESOURCES);

    await stack.dynamodb.send(put(ENDED));

    expect(announced(events)).toMatchObject([
      {
        'detail-type': 'Airflow Command Failed',
        source: 'mwaa-cli-queue',
        detail: { id: 'a', reason: 'no "such" DAG' },
      },
    ]);
  });

  it('announces nothing of an item without an event, of one that is deleted, or of no change', async () => {
    const { stack, events } = await runStack(RESOURCES);

    await stack.dynamodb.send(put({ id: 'a', state: 'running' }));
    await stack.dynamodb.send(put(ENDED));
    await stack.dynamodb.send(put(ENDED));
    await stack.dynamodb.send(new DeleteItemCommand({ TableName, Key: marshall({ id: 'a' }) }));

    expect(events.map(({ kind }) => kind)).toEqual(['announced']);
  });

  it('sends to its dead-letter queue what yields no event', async () => {
    const { stack, events, queueUrl } = await runStack(RESOURCES);
    const { reason: _, ...event } = ENDED.event;

    await stack.dynamodb.send(put({ ...ENDED, event }));
    await stack.notificationsSettled();

    const reason = 'the event has nothing at $.dynamodb.NewImage.event.M.reason.S';
    expect(lost(events)).toEqual([{ kind: 'event-lost', sender: 'Stack-Announce', reason }]);
    expect(await messagesIn(stack.sqs, queueUrl('Lost'))).toBe(1);
  });
});

it('without the Pipe nothing is announced', async () => {
  const { stack, events } = await runStack({ Records: tableResource() });

  await stack.dynamodb.send(put(ENDED));

  expect(events).toEqual([]);
});

describe('a Pipe is refused', () => {
  const { TargetParameters, SourceParameters } = pipeResource().Properties as {
    readonly TargetParameters: object;
    readonly SourceParameters: object;
  };

  it.each<[string, object, string]>([
    [
      'with an enrichment',
      { Enrichment: 'arn:aws:lambda:us-east-1:000000000000:function:f' },
      'the local stack cannot run the Pipe Announce: Unrecognized key: "Enrichment"',
    ],
    [
      'that is stopped',
      { DesiredState: 'STOPPED' },
      'DesiredState: Invalid input: expected "RUNNING"',
    ],
    [
      'from a queue',
      { SourceParameters: { SqsQueueParameters: {} } },
      'SourceParameters.DynamoDBStreamParameters',
    ],
    [
      'from a table without a stream',
      { Source: 'arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/1' },
      'no table has the stream arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/1',
    ],
    [
      'to a bus that is not there',
      { Target: 'arn:aws:events:us-east-1:000000000000:event-bus/other' },
      'there is no event bus arn:aws:events:us-east-1:000000000000:event-bus/other',
    ],
    [
      'with event parameters that are not known',
      {
        TargetParameters: {
          EventBridgeEventBusParameters: { DetailType: 't', Source: 's', Time: '$.t' },
        },
      },
      'TargetParameters.EventBridgeEventBusParameters: Unrecognized key: "Time"',
    ],
    [
      'with a template that yields no JSON',
      { TargetParameters: { ...TargetParameters, InputTemplate: '{"a":' } },
      'yields no JSON',
    ],
    [
      'with a filter that is not known',
      {
        SourceParameters: {
          ...SourceParameters,
          FilterCriteria: { Filters: [{ Pattern: '{"a":[{"cidr":"x"}]}' }] },
        },
      },
      'does not know {"cidr":"x"} at $.a',
    ],
  ])('%s', async (_, properties, message) => {
    await expect(runStack({ ...RESOURCES, Announce: pipeResource(properties) })).rejects.toThrow(
      message,
    );
  });
});
