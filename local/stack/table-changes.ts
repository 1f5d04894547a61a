import { isDeepStrictEqual } from 'node:util';
import type { Answer } from '../calls';

/** An item in DynamoDB's own JSON: every value under its type's letter. */
export type Item = Readonly<Record<string, unknown>>;

/** What a write has made of one item. */
export interface TableChange {
  readonly tableName: string;
  readonly keys: Item;
  /** Nothing when there was none. */
  readonly before?: Item | undefined;
  /** Nothing when it is deleted. */
  readonly after?: Item | undefined;
}

/** A write of one item, as DynamoDB's API has it. */
interface Write {
  readonly TableName: string;
  readonly Item?: Item;
  readonly Key?: Item;
  readonly ReturnValuesOnConditionCheckFailure?: string;
}

/** Asks the database itself. */
export type Ask = (operation: string, input: unknown) => Promise<Answer>;

/** Lets writes through, each table's one after the other, and tells what each has changed. */
export class TableChanges {
  private readonly last = new Map<string, Promise<unknown>>();
  private readonly keyNames = new Map<string, readonly string[]>();

  constructor(private readonly onChange: (change: TableChange) => void) {}

  /** @param ask asks in the name of who writes */
  async write(operation: string, input: unknown, ask: Ask): Promise<Answer> {
    const write = Object(input) as Write;
    const previous = this.last.get(write.TableName) ?? Promise.resolve();
    const written = previous.then(() => this.follow(operation, write, ask));
    this.last.set(
      write.TableName,
      written.catch(() => undefined),
    );
    return written;
  }

  /** The images are read rather than asked of the write: nothing else writes in between. */
  private async follow(operation: string, write: Write, ask: Ask): Promise<Answer> {
    const tableName = write.TableName;
    const keys = await this.keysOf(write, ask);
    const read = async () => readItem(await ask('GetItem', { TableName: tableName, Key: keys }));
    const before = await read();
    const answer = await ask(operation, write);
    if (answer.status !== 200) return withItem(answer, write, before);
    const after = await read();
    // DynamoDB's streams, too, have nothing of a write that changes nothing.
    if (!isDeepStrictEqual(before, after)) this.onChange({ tableName, keys, before, after });
    return answer;
  }

  private async keysOf({ TableName, Item, Key }: Write, ask: Ask): Promise<Item> {
    if (Key !== undefined) return Key;
    const names = this.keyNames.get(TableName) ?? readKeyNames(await describe(TableName, ask));
    if (names.length > 0) this.keyNames.set(TableName, names);
    return Object.fromEntries(names.map((name) => [name, Item?.[name]]));
  }
}

async function describe(TableName: string, ask: Ask): Promise<Answer> {
  return ask('DescribeTable', { TableName });
}

function readKeyNames({ body = '{}' }: Answer): readonly string[] {
  const { Table } = JSON.parse(body) as {
    readonly Table?: { readonly KeySchema: readonly { readonly AttributeName: string }[] };
  };
  return Table?.KeySchema.map(({ AttributeName }) => AttributeName) ?? [];
}

function readItem({ status, body = '{}' }: Answer): Item | undefined {
  // A read that the database refuses is of a write that it refuses too, and says why.
  return status === 200 ? (JSON.parse(body) as { readonly Item?: Item }).Item : undefined;
}

/** Adds the item that failed the condition, where it is asked for: dynalite does not know how. */
function withItem(answer: Answer, write: Write, item: Item | undefined): Answer {
  if (write.ReturnValuesOnConditionCheckFailure !== 'ALL_OLD' || item === undefined) return answer;
  const error = JSON.parse(answer.body ?? '{}') as { readonly __type?: string };
  if (!error.__type?.endsWith('#ConditionalCheckFailedException')) return answer;
  return { ...answer, body: JSON.stringify({ ...error, Item: item }) };
}
