import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { RecordChangedError } from '../../contract/errors';
import {
  type CommandRecord,
  type EnvironmentRecord,
  environmentRecordId,
  RECORDS_TABLE,
} from '../../contract/record';
import type { Records } from '../../runner/ports';
import { withinTime } from '../within-time';

type AnyRecord = CommandRecord | EnvironmentRecord;

/** The table of records. Every write says which version of the record it replaces. */
export function createRecords(client: DynamoDBClient, tableName: string): Records {
  const find = async (id: string, time = withinTime()) => {
    const command = new GetItemCommand({
      TableName: tableName,
      Key: marshall({ [RECORDS_TABLE.partitionKey]: id }),
      ConsistentRead: true,
    });
    const { Item } = await client.send(command, time);
    return Item && unmarshall(Item);
  };
  return {
    find: async (id) => (await find(id)) as CommandRecord | undefined,
    findEnvironment: async (name) =>
      (await find(environmentRecordId(name))) as EnvironmentRecord | undefined,
    async save(record) {
      const time = withinTime(); // for both calls: who saves has counted on one
      try {
        await client.send(putCommand(tableName, record), time);
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        // When an answer was lost, the SDK's own retry finds what the first try has written.
        if (isSameWrite(record, (await find(record.id, time)) as AnyRecord | undefined)) return;
        const text = `record ${JSON.stringify(record.id)} was changed by another invocation`;
        throw new RecordChangedError(text, { cause: error });
      }
    },
  };
}

function putCommand(TableName: string, record: AnyRecord): PutItemCommand {
  const item = { TableName, Item: marshall(record, { removeUndefinedValues: true }) };
  if (record.version === 1) {
    const ExpressionAttributeNames = { '#id': RECORDS_TABLE.partitionKey };
    const ConditionExpression = 'attribute_not_exists(#id)';
    return new PutItemCommand({ ...item, ConditionExpression, ExpressionAttributeNames });
  }
  return new PutItemCommand({
    ...item,
    ConditionExpression: '#version = :before',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: marshall({ ':before': record.version - 1 }),
  });
}

function isSameWrite(written: AnyRecord, found: AnyRecord | undefined): boolean {
  return (
    written.version === found?.version &&
    written.state === found.state &&
    written.writer === found.writer
  );
}
