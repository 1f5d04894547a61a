/**
 * Does something with each item, some at a time.
 *
 * @param atOnce how many at a time, at least 1
 * @returns what came of each, in the items' order, when all have ended
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<PromiseSettledResult<Result>[]> {
  const results: PromiseSettledResult<Result>[] = [];
  const rest = items.entries();
  const workOff = async () => {
    for (const [i, item] of rest) [results[i]] = await Promise.allSettled([work(item)]);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, workOff));
  return results;
}
