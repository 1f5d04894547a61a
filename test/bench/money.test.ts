import { describe, expect, it } from 'vitest';
import { type CommandUse, costOfMillion, smallestSize } from '../../bench/money/calculator';
import { type Item, itemBytes, writeUnits } from '../../bench/money/write-units';

const NOTHING: CommandUse = {
  addedMs: 0,
  sqsRequests: 0,
  writeUnits: 0,
  readUnits: 0,
  logBytes: 0,
  events: 0,
};

describe('the cost of a million commands', () => {
  it('is memory × time and the invocation, as the price list has it', () => {
    // 1 GB for 5 s, a million times: 5,000,000 GB-s at $0.0000133334, and $0.20.
    const cost = costOfMillion(NOTHING, { memoryMb: 1024, processor: 'arm64' }, 5);
    expect(cost.lambda).toBeCloseTo(66.667 + 0.2, 2);
    expect(cost.total).toBe(cost.lambda);
  });

  it('grows with the memory and with Airflow’s time, and is more on x86', () => {
    const lambda = (memoryMb: number, seconds: number, processor: 'arm64' | 'x86' = 'arm64') =>
      costOfMillion(NOTHING, { memoryMb, processor }, seconds).lambda - 0.2;
    expect(lambda(512, 5) / lambda(128, 5)).toBeCloseTo(4);
    expect(lambda(128, 8) / lambda(128, 2)).toBeCloseTo(4);
    expect(lambda(128, 5, 'x86') / lambda(128, 5)).toBeCloseTo(1.25, 4);
  });

  it.each<[Partial<CommandUse>, string, number]>([
    [{ sqsRequests: 3 }, 'sqs', 1.5],
    [{ writeUnits: 4 }, 'records', 2.5],
    [{ readUnits: 2 }, 'records', 0.25],
    [{ logBytes: 4000 }, 'logs', 2],
    [{ events: 1 }, 'events', 1.4],
  ])('has %j at %s', (use, part, dollars) => {
    const cost = costOfMillion({ ...NOTHING, ...use }, { memoryMb: 128, processor: 'arm64' }, 0);
    expect(Object.entries(cost).find(([name]) => name === part)?.[1]).toBeCloseTo(dollars);
    expect(cost.total).toBeCloseTo(dollars + 0.2);
  });

  it('has the time beside Airflow’s in it', () => {
    const deployed = { memoryMb: 1024, processor: 'arm64' } as const;
    const more = costOfMillion({ ...NOTHING, addedMs: 1000 }, deployed, 4);
    expect(more).toEqual(costOfMillion(NOTHING, deployed, 5));
  });
});

describe('the smallest memory', () => {
  it.each([
    [60, 128],
    [96, 128],
    [97, 256],
    [192, 256],
    [193, 512],
  ])('for a process of %d MB is %d MB', (rssMb, size) => {
    expect(smallestSize(rssMb, [512, 128, 256])).toBe(size);
  });

  it('is refused where there is none', () => {
    expect(() => smallestSize(400, [128, 512])).toThrow(
      'a process of 400 MB needs 533 MB: give sizes up to that, not 128, 512',
    );
  });
});

describe('an item', () => {
  // By hand from "DynamoDB item sizes and formats" of the Developer Guide.
  it.each<[string, Item, number]>([
    ['text in UTF-8, with its name', { id: { S: 'abc' } }, 5],
    ['text of more bytes than characters', { n: { S: 'é' } }, 3],
    ['numbers, two digits a byte', { n: { N: '-12345' } }, 5],
    ['bytes', { b: { B: 'AAECAw==' } }, 5],
    ['a truth value', { t: { BOOL: true } }, 2],
    ['a list', { l: { L: [{ S: 'ab' }, { BOOL: true }] } }, 9],
    ['a map', { m: { M: { a: { S: 'b' } } } }, 7],
  ])('has the size of %s', (_, item, bytes) => {
    expect(itemBytes(item)).toBe(bytes);
  });

  it('of an unknown type is refused', () => {
    expect(() => itemBytes({ a: { X: '1' } })).toThrow('of type "X" is not known');
  });

  it('takes a unit for each kilobyte begun, in the table and in each index that has it', () => {
    const item: Item = { id: { S: 'x' }, at: { S: 'y' }, output: { S: 'z'.repeat(1100) } };
    const small = { partitionKey: 'at', attributes: ['id', 'at'] };
    const whole = { partitionKey: 'id', attributes: ['id', 'at', 'output'] };
    const other = { partitionKey: 'failed', attributes: ['id', 'output'] };
    expect(writeUnits(item, [])).toBe(2);
    expect(writeUnits(item, [small])).toBe(3);
    expect(writeUnits(item, [whole, other])).toBe(4);
  });
});
