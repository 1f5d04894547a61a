/** The first of what comes, as many as wanted; all by default. */
export async function take<T>(
  all: AsyncIterable<T>,
  count: number = Number.POSITIVE_INFINITY,
  isWanted: (one: T) => boolean = () => true,
): Promise<readonly T[]> {
  const taken: T[] = [];
  for await (const one of all) {
    if (isWanted(one)) taken.push(one);
    if (taken.length >= count) break;
  }
  return taken;
}
