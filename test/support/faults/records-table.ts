import { DeleteItemCommand, type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { CommandRecord, EnvironmentRecord } from '../../../lambda/contract/record';

/** The table of records, as a person would look at it. */
export class RecordsTable {
  constructor(
    private readonly dynamodb: DynamoDBClient,
    private readonly name: string,
  ) {}

  async commands(): Promise<readonly CommandRecord[]> {
    const commands = (await this.all()).filter(isOfCommand);
    return commands.toSorted((a, b) => (a.sentAt < b.sentAt ? -1 : 1));
  }

  /** The command with this id. */
  async command(id: string): Promise<CommandRecord> {
    const record = (await this.commands()).find((r) => r.id === id);
    if (record === undefined) throw new Error(`there is no record ${id}`);
    return record;
  }

  async environment(): Promise<EnvironmentRecord | undefined> {
    const records = await this.all();
    return records.find((record): record is EnvironmentRecord => !isOfCommand(record));
  }

  /** Deletes a record, as DynamoDB does at the end of its life. */
  async forget(id: string): Promise<void> {
    const Key = { id: { S: id } };
    await this.dynamodb.send(new DeleteItemCommand({ TableName: this.name, Key }));
  }

  async clear(): Promise<void> {
    for (const { id } of await this.all()) await this.forget(id);
  }

  private async all(): Promise<readonly AnyRecord[]> {
    const { Items = [] } = await this.dynamodb.send(new ScanCommand({ TableName: this.name }));
    return Items.map((item) => unmarshall(item) as AnyRecord);
  }
}

type AnyRecord = CommandRecord | EnvironmentRecord;

function isOfCommand(record: AnyRecord): record is CommandRecord {
  return 'messageId' in record;
}
