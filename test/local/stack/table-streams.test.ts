import { describe, expect, it } from 'vitest';
import type { TableChange } from '../../../local/stack/table-changes';
import {
  type StreamRecord,
  type StreamViewType,
  TableStreams,
} from '../../../local/stack/table-streams';

const ARN = 'arn:aws:dynamodb:us-east-1:000000000000:table/records/stream/1';
const KEYS = { id: { S: 'a' } };
const OLD = { ...KEYS, n: { N: '1' } };
const NEW = { ...KEYS, n: { N: '2' } };

function listening(viewType: StreamViewType) {
  const records: StreamRecord[] = [];
  const streams = new TableStreams();
  streams.add('records', { arn: ARN, viewType });
  streams.listen(ARN, (record) => records.push(record));
  const change = (fields: Partial<TableChange>) =>
    streams.changed({ tableName: 'records', keys: KEYS, ...fields });
  return { streams, records, change };
}

describe("a table's stream", () => {
  it("tells a change in DynamoDB's own form", () => {
    const { records, change } = listening('NEW_IMAGE');
    const now = Math.floor(Date.now() / 1000);

    change({ after: NEW });

    expect(records).toEqual([
      {
        eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
        eventName: 'INSERT',
        eventVersion: '1.1',
        eventSource: 'aws:dynamodb',
        awsRegion: 'us-east-1',
        eventSourceARN: ARN,
        dynamodb: {
          ApproximateCreationDateTime: expect.any(Number),
          Keys: KEYS,
          NewImage: NEW,
          SequenceNumber: expect.stringMatching(/^\d{21}$/),
          StreamViewType: 'NEW_IMAGE',
        },
      },
    ]);
    expect(records[0]?.dynamodb.ApproximateCreationDateTime).toBeGreaterThanOrEqual(now);
  });

  it.each<[StreamViewType, object, object, object]>([
    ['KEYS_ONLY', {}, {}, {}],
    ['NEW_IMAGE', { NewImage: NEW }, { NewImage: NEW }, {}],
    ['OLD_IMAGE', {}, { OldImage: OLD }, { OldImage: OLD }],
    ['NEW_AND_OLD_IMAGES', { NewImage: NEW }, { NewImage: NEW, OldImage: OLD }, { OldImage: OLD }],
  ])('has the images that the table declares: %s', (viewType, ...images) => {
    const { records, change } = listening(viewType);

    change({ after: NEW });
    change({ before: OLD, after: NEW });
    change({ before: OLD });

    expect(records.map(({ eventName }) => eventName)).toEqual(['INSERT', 'MODIFY', 'REMOVE']);
    const seen = records.map(({ dynamodb: { NewImage, OldImage } }) => ({ NewImage, OldImage }));
    expect(seen).toEqual(images);
  });

  it('counts its records upwards, and gives each an id', () => {
    const { records, change } = listening('NEW_IMAGE');

    for (let i = 0; i < 12; i++) change({ after: NEW });

    const numbers = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
    expect(numbers.toSorted()).toEqual(numbers);
    expect(new Set(numbers).size).toBe(12);
    expect(new Set(records.map(({ eventID }) => eventID)).size).toBe(12);
  });

  it('has nothing of another table, or of one without a stream', () => {
    const { records, change } = listening('NEW_IMAGE');

    change({ tableName: 'other', after: NEW });

    expect(records).toEqual([]);
  });

  it('cannot be listened to when no table has it', () => {
    const { streams } = listening('NEW_IMAGE');

    expect(() => streams.listen('arn:other', () => {})).toThrow(
      'no table has the stream arn:other',
    );
  });
});
