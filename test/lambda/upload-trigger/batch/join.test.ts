import { describe, expect, it } from 'vitest';
import type { BatchContext } from '../../../../lambda/upload-trigger/batch/context';
import { joinBatch } from '../../../../lambda/upload-trigger/batch/join';
import { groupId } from '../../../../lambda/upload-trigger/identity';
import { batchContext, NOW } from '../../../support/uploads/batch-context';
import { uploadOf } from '../../../support/uploads/uploads';

const uploads = (...keys: string[]) => keys.map((key) => uploadOf({ key }));

/** Joins, and tells which keys have joined which batch. */
async function join(world: { readonly context: BatchContext }, ...keys: string[]) {
  const joined: [string, ...string[]][] = [];
  await joinBatch(uploads(...keys), undefined, world.context, (some, batchId) => {
    joined.push([batchId, ...some.map(({ key }) => key)]);
  });
  return joined;
}

describe('Uploads join', () => {
  it('the batch of their group until its window is over, and then another one', async () => {
    const world = batchContext({ windowSeconds: 60, maxFiles: 100 });
    expect(await join(world, 'a')).toStrictEqual([['b1', 'a']]);
    world.clock.now = NOW + 59_999;
    expect(await join(world, 'b')).toStrictEqual([['b1', 'b']]);
    world.clock.now = NOW + 60_000;
    expect(await join(world, 'c')).toStrictEqual([['b2', 'c']]);
    expect(world.timers).toStrictEqual([
      ['b1', 60],
      ['b2', 60],
    ]);
  });

  it('one batch after the other when each is full, which is closed at once', async () => {
    const world = batchContext({ windowSeconds: 60, maxFiles: 2 });
    expect(await join(world, 'a', 'b', 'c')).toStrictEqual([
      ['b1', 'a', 'b'],
      ['b2', 'c'],
    ]);
    expect(world.timers).toStrictEqual([
      ['b1', 60],
      ['b1', 0],
      ['b2', 60],
    ]);
  });

  it('a full batch also when it cannot be closed at once: it waits for its window', async () => {
    const world = batchContext({ windowSeconds: 60, maxFiles: 2 });
    const warned: string[] = [];
    const queue = {
      async startTimer(_batch: unknown, seconds: number) {
        if (seconds === 0) throw new Error('busy');
      },
    };
    const log = { info() {}, warn: (text: string) => warned.push(text) };
    const later = { ...world, context: { ...world.context, queue, log } };
    expect(await join(later, 'a', 'b')).toStrictEqual([['b1', 'a', 'b']]);
    expect(warned).toStrictEqual(['a full batch waits until its window is over']);
  });

  it('no batch that has more than a new deployment allows, but seal it', async () => {
    const world = batchContext({ windowSeconds: 60, maxFiles: 100 });
    await join(world, 'a', 'b', 'c');
    const smaller = { ...world.context.rule, batch: { windowSeconds: 60, maxFiles: 2 } };
    const later = { ...world, context: { ...world.context, rule: smaller } };
    expect(await join(later, 'd')).toStrictEqual([['b1'], ['b2', 'd']]);
    const log = await world.context.batches.log('b1');
    expect(log).toMatchObject([
      { position: 0, count: 3, sealed: false },
      { position: 1, count: 3, sealed: true },
    ]);
  });

  it('in entries of a hundred, so that each fits into an item', async () => {
    const world = batchContext({ windowSeconds: 60, maxFiles: 1000 });
    const keys = Array.from({ length: 101 }, (_, i) => `k${i}`);
    const joined = await join(world, ...keys);
    expect(joined.map(([batchId, ...some]) => [batchId, some.length])).toStrictEqual([
      ['b1', 100],
      ['b1', 1],
    ]);
  });
});

describe('A window of more than SQS delays a message', () => {
  it('has its timer after a quarter of an hour, which then goes on waiting', async () => {
    const world = batchContext({ windowSeconds: 3600, maxFiles: 100 });
    await join(world, 'a');
    expect(world.timers).toStrictEqual([['b1', 900]]);
    const current = await world.context.batches.current(groupId(world.context.rule, undefined));
    expect(current).toStrictEqual({ batchId: 'b1', closesAt: NOW + 3_600_000 });
  });
});
