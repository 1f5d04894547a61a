import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { CommandRecord, EnvironmentRecord } from '../../../lambda/contract/record';
import type { World } from '../world';
import type { Process } from './process';
import { type CallOptions, storeCall } from './store-call';

export type AnyRecord = CommandRecord | EnvironmentRecord;
type Item = NonNullable<PutItemCommandInput['Item']>;

/** The items of the table of records, by their key. */
export type Items = Map<string, Item>;

/** DynamoDB as one process of the runner's sees it. */
export function createDynamoDbClient(world: World, process: Process): DynamoDBClient {
  const { faults, items } = world;
  const send = async (command: unknown, options: CallOptions) => {
    if (command instanceof GetItemCommand) {
      const id = command.input.Key?.id?.S ?? '';
      return storeCall(faults.next('GetItem'), process, options, () => ({ Item: items.get(id) }));
    }
    if (command instanceof PutItemCommand) {
      const how = faults.next('PutItem');
      // A write that hangs may take the time that closing the record had: then it is as if the process had died.
      if (how?.includes('lost') || how === 'hangs') world.history.noteTrouble(process);
      return storeCall(how, process, options, () => put(world, process, command.input));
    }
    throw new Error('the model has no such call of DynamoDB');
  };
  return { send } as unknown as DynamoDBClient;
}

function put(world: World, process: Process, input: PutItemCommandInput): void {
  const { Item = {} } = input;
  const id = Item.id?.S ?? '';
  const before = world.items.get(id);
  if (!isMet(input, before)) {
    world.watch.note(`${process.name}: may not write record ${id}`);
    throw new ConditionalCheckFailedException({ message: 'not met', $metadata: {} });
  }
  world.items.set(id, Item);
  const record = unmarshall(Item) as AnyRecord;
  world.history.add(process, record, before && (unmarshall(before) as AnyRecord));
}

/** Of all that DynamoDB's conditions can say, what the adapter says. */
function isMet(
  { ConditionExpression, ExpressionAttributeValues = {} }: PutItemCommandInput,
  before: Item | undefined,
): boolean {
  switch (ConditionExpression) {
    case 'attribute_not_exists(#id)':
      return before === undefined;
    case '#version = :before':
      return before?.version?.N === ExpressionAttributeValues[':before']?.N;
    default:
      throw new Error(`the model has no condition ${ConditionExpression}`);
  }
}

/** What the table holds of one command now. */
export function recordIn(items: Items, id: string): CommandRecord | undefined {
  const item = items.get(id);
  return item && (unmarshall(item) as CommandRecord);
}
