import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  paginateQuery,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import {
  type CommandRecord,
  DEAD_LETTER_ATTRIBUTES,
  type EndedRecord,
  type EnvironmentRecord,
  environmentRecordId,
  type INDEXED_ATTRIBUTES,
  RECORDS_TABLE,
  type RecordOfAny,
} from '../../lambda/contract/record';
import type { Here } from '../here';

/** A record as an index holds it: all but its output. */
export type ListedRecord = Pick<Fields, 'id' | 'environment' | 'sentAt'> &
  Partial<Pick<Fields, (typeof INDEXED_ATTRIBUTES)[number] | 'finishedAt'>>;

type Fields = RecordOfAny & Omit<EndedRecord, 'state'> & { readonly state: CommandRecord['state'] };

/** What commands became of, as mwaaq reads it. */
export interface RecordReader {
  find(id: string): Promise<CommandRecord | undefined>;
  findEnvironment(environmentName: string): Promise<EnvironmentRecord | undefined>;
  /** The environment's commands, the latest sent first. */
  history(environmentName: string, since?: string): AsyncIterable<ListedRecord>;
  /** Those with a dead letter, the latest ended first. */
  deadLetters(environmentName: string): AsyncIterable<ListedRecord>;
  /** Notes that a command's dead letter is no more: that of the ending after so many attempts, and of no later one. */
  forgetDeadLetter(id: string, attempts: number): Promise<void>;
}

export function recordsOf({ aws, deployment }: Here): RecordReader {
  return createRecordReader(aws.client('dynamodb', DynamoDBClient), deployment.recordsTableName);
}

export function createRecordReader(client: DynamoDBClient, TableName: string): RecordReader {
  const get = async (id: string) => {
    const Key = marshall({ [RECORDS_TABLE.partitionKey]: id });
    const { Item } = await client.send(
      new GetItemCommand({ TableName, Key, ConsistentRead: true }),
    );
    return Item && unmarshall(Item);
  };
  async function* query(
    { indexName, partitionKey, sortKey }: (typeof RECORDS_TABLE)['history' | 'deadLetters'],
    environmentName: string,
    since?: string,
  ): AsyncIterable<ListedRecord> {
    const pages = paginateQuery(
      { client },
      {
        TableName,
        IndexName: indexName,
        ScanIndexForward: false,
        KeyConditionExpression: `#of = :of${since === undefined ? '' : ' AND #at >= :since'}`,
        ExpressionAttributeNames: { '#of': partitionKey, ...(since && { '#at': sortKey }) },
        ExpressionAttributeValues: marshall({
          ':of': environmentName,
          ...(since && { ':since': since }),
        }),
      },
    );
    for await (const { Items = [] } of pages) yield* Items.map(readListed);
  }
  return {
    find: async (id) => (await get(id)) as CommandRecord | undefined,
    findEnvironment: async (name) =>
      (await get(environmentRecordId(name))) as EnvironmentRecord | undefined,
    history: (name, since) => query(RECORDS_TABLE.history, name, since),
    deadLetters: (name) => query(RECORDS_TABLE.deadLetters, name),
    async forgetDeadLetter(id, attempts) {
      const Key = marshall({ [RECORDS_TABLE.partitionKey]: id });
      const { of, event, attempts: tries } = DEAD_LETTER_ATTRIBUTES;
      // Without its event, which would be announced again. Not a new version: who read the record before may
      // still write it, and knows better.
      await client
        .send(
          new UpdateItemCommand({
            TableName,
            Key,
            UpdateExpression: 'REMOVE #of, #event',
            // Whatever is begun after that ending has more.
            ConditionExpression: '#attempts = :attempts',
            ExpressionAttributeNames: { '#of': of, '#event': event, '#attempts': tries },
            ExpressionAttributeValues: marshall({ ':attempts': attempts }),
          }),
        )
        .catch((error: unknown) => {
          // It was sent back by somebody else, and is at work or has ended anew.
          if (!(error instanceof ConditionalCheckFailedException)) throw error;
        });
    },
  };
}

function readListed(item: Record<string, AttributeValue>): ListedRecord {
  return unmarshall(item) as ListedRecord;
}
