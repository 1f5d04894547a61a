import { InternalError } from '../../lambda/contract/errors';

/** A value as DynamoDB's JSON has it: one member, named by its type. */
type AttributeValue = Readonly<Record<string, unknown>>;

export type Item = Readonly<Record<string, AttributeValue>>;

/** What a unit writes, in bytes. */
const UNIT_BYTES = 1024;

/** An index of a table. */
export interface Index {
  /** An item without it is not in the index. */
  readonly partitionKey: string;
  /** All that the index holds. */
  readonly attributes: readonly string[];
}

/** What writing an item consumes: units of the table, and of each index that has it. */
export function writeUnits(item: Item, indexes: readonly Index[]): number {
  const held = indexes
    .filter(({ partitionKey }) => partitionKey in item)
    .map(({ attributes }) => pick(item, attributes));
  const units = [item, ...held].map((one) => Math.ceil(itemBytes(one) / UNIT_BYTES));
  return units.reduce((sum, one) => sum + one, 0);
}

function pick(item: Item, names: readonly string[]): Item {
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
}

/**
 * The size of an item, names included.
 *
 * Source: Amazon DynamoDB Developer Guide, "DynamoDB item sizes and formats".
 */
export function itemBytes(item: Item): number {
  const sizes = Object.entries(item).map(
    ([name, value]) => Buffer.byteLength(name) + valueBytes(value),
  );
  return sizes.reduce((sum, one) => sum + one, 0);
}

/** A list or map has three bytes of its own, and one for each that is in it. */
const NESTED = { whole: 3, each: 1 };

function valueBytes(value: AttributeValue): number {
  const [[type, content] = ['', undefined]] = Object.entries(value);
  switch (type) {
    case 'S':
      return Buffer.byteLength(String(content));
    case 'N':
      return Math.ceil(String(content).replace(/\D/g, '').length / 2) + 1;
    case 'B':
      return Buffer.from(String(content), 'base64').length;
    case 'BOOL':
    case 'NULL':
      return 1;
    case 'M': {
      const members = content as Item;
      return NESTED.whole + Object.keys(members).length * NESTED.each + itemBytes(members);
    }
    case 'L': {
      const members = content as readonly AttributeValue[];
      return members.reduce((sum, one) => sum + NESTED.each + valueBytes(one), NESTED.whole);
    }
    default:
      throw new InternalError(
        `the size of an attribute of type ${JSON.stringify(type)} is not known`,
      );
  }
}
