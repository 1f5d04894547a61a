import { expect, it } from 'vitest';
import { inParallel } from '../../../lambda/upload-trigger/in-parallel';

it('items are worked on some at a time, with the results in their order', async () => {
  let working = 0;
  let most = 0;
  const results = await inParallel([5, 1, 4, 2, 3], 2, async (item) => {
    most = Math.max(most, ++working);
    for (let i = 0; i < item; i++) await Promise.resolve();
    working -= 1;
    if (item === 4) throw new Error('four');
    return item * 10;
  });
  expect(most).toBe(2);
  expect(results.map((r) => (r.status === 'fulfilled' ? r.value : r.reason.message))).toStrictEqual(
    [50, 10, 'four', 20, 30],
  );
});

it('no items have no results', async () => {
  expect(await inParallel([], 5, async () => 1)).toStrictEqual([]);
});
