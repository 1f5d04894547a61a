import { describe, expect, it } from 'vitest';
import { readMessages } from '../../../local/demo/queues';
import { EventBuses } from '../../../local/stack/event-buses';
import { readEventPattern } from '../../../local/stack/event-pattern';
import type { StackEvent } from '../../../local/stack/events';
import { readInputTemplate } from '../../../local/stack/input-template';
import { createPipe, type PipeSpec } from '../../../local/stack/pipe';
import { type StreamRecord, TableStreams } from '../../../local/stack/table-streams';
import { createQueue, testAws } from '../../support/aws';
import { announced, lost } from '../../support/local-stack';

const STREAM = 'arn:aws:dynamodb:us-east-1:000000000000:table/records/stream/1';

/** A Pipe whose events the test has, and whose dead letters it can read. */
async function testPipe(fields: Partial<PipeSpec>) {
  const { sqs } = await testAws();
  const events: StackEvent[] = [];
  const onEvent = (event: StackEvent) => events.push(event);
  const buses = new EventBuses(sqs, onEvent);
  const queueUrl = await createQueue(sqs, 'lost');
  const spec: PipeSpec = {
    name: 'my-pipe',
    arn: 'arn:aws:pipes:us-east-1:000000000000:pipe/my-pipe',
    busArn: 'arn:aws:events:us-east-1:000000000000:event-bus/default',
    filters: [],
    source: 'mwaa-cli-queue',
    detailType: '$.dynamodb.NewImage.type.S',
    transform: readInputTemplate('{"id":<$.dynamodb.Keys.id.S>}'),
    deadLetterQueue: { queueUrl },
    ...fields,
  };
  const streams = new TableStreams();
  streams.add('records', { arn: STREAM, viewType: 'NEW_IMAGE' });
  const records: StreamRecord[] = [];
  streams.listen(STREAM, (record) => records.push(record));
  streams.listen(STREAM, createPipe(spec, buses, onEvent));
  const put = (id: string, item: object = { type: { S: 'Airflow Command Failed' } }) =>
    streams.changed({ tableName: 'records', keys: { id: { S: id } }, after: { ...item } });
  const deadLetters = async () => {
    await buses.settle();
    const messages = await readMessages(sqs, queueUrl);
    return messages.map(({ Body }) => JSON.parse(Body ?? ''));
  };
  return { events, records, put, deadLetters };
}

describe('a Pipe', () => {
  it("puts each record on the bus as the template says, with the record's own detail type", async () => {
    const { events, put } = await testPipe({});

    put('a');
    put('b "quoted"', { type: { S: 'Airflow Command Unknown' } });

    expect(announced(events)).toMatchObject([
      { 'detail-type': 'Airflow Command Failed', source: 'mwaa-cli-queue', detail: { id: 'a' } },
      { 'detail-type': 'Airflow Command Unknown', detail: { id: 'b "quoted"' } },
    ]);
  });

  it('without a template gives the whole record', async () => {
    const { events, records, put } = await testPipe({ transform: undefined });

    put('a');

    expect(announced(events).map(({ detail }) => detail)).toEqual(records);
  });

  it('passes over what no filter matches', async () => {
    const filters = ['a', 'c'].map((id) =>
      readEventPattern({ dynamodb: { Keys: { id: { S: [id] } } } }),
    );
    const { events, put, deadLetters } = await testPipe({ filters });

    for (const id of ['a', 'b', 'c']) put(id);

    expect(announced(events).map(({ detail }) => detail.id)).toEqual(['a', 'c']);
    expect(await deadLetters()).toEqual([]);
  });

  it.each<[string, Partial<PipeSpec>, string]>([
    [
      'whose template has a variable without a value',
      { transform: readInputTemplate('{"x":<$.dynamodb.NewImage.x.S>}') },
      'the event has nothing at $.dynamodb.NewImage.x.S',
    ],
    [
      'whose template yields no object',
      { transform: readInputTemplate('<$.dynamodb.Keys.id.S>') },
      'the event\'s detail is "a": it must be a JSON object',
    ],
    [
      'without a detail type',
      { detailType: '$.dynamodb.NewImage.none.S' },
      "the event's detail type is undefined: it must be a text",
    ],
  ])('tells of a record %s, and keeps word of where it stood', async (_, fields, reason) => {
    const { events, records, put, deadLetters } = await testPipe(fields);

    put('a');

    expect(events).toEqual([{ kind: 'event-lost', sender: 'my-pipe', reason }]);
    expect(await deadLetters()).toEqual([
      {
        context: {
          partnerResourceArn: 'arn:aws:pipes:us-east-1:000000000000:pipe/my-pipe',
          condition: 'RetryAttemptsExhausted',
        },
        version: '1.0',
        timestamp: expect.stringMatching(/Z$/),
        DDBStreamBatchInfo: expect.objectContaining({
          startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
          endSequenceNumber: records[0]?.dynamodb.SequenceNumber,
          batchSize: 1,
          streamArn: STREAM,
        }),
      },
    ]);
  });

  it('tells of such a record when there is no dead-letter queue, too', async () => {
    const detailType = '$.none';
    const { events, put, deadLetters } = await testPipe({ detailType, deadLetterQueue: undefined });

    put('a');

    expect(lost(events)).toHaveLength(1);
    expect(await deadLetters()).toEqual([]);
  });

  it('is refused with a path that it does not know', async () => {
    await expect(testPipe({ source: '$.a[*]' })).rejects.toThrow('does not know the path $.a[*]');
  });
});
