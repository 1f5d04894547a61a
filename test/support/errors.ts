/** The error that the action throws. Fails the test when it throws none. */
export async function errorOf(action: () => unknown): Promise<Error> {
  try {
    await action();
  } catch (error) {
    if (error instanceof Error) return error;
    throw new Error(`what is thrown is no Error: ${String(error)}`);
  }
  throw new Error('nothing is thrown');
}

/**
 * Where an error holds a text: the path of each such property, hidden ones and the chain of causes
 * included.
 */
export function placesOf(text: string, error: unknown): string[] {
  const places: string[] = [];
  const seen = new Set<unknown>();
  const walk = (value: unknown, path: string) => {
    if (typeof value === 'string' && value.includes(text)) places.push(path);
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    for (const name of Object.getOwnPropertyNames(value)) {
      walk(Reflect.get(value, name), `${path}.${name}`);
    }
  };
  walk(error, 'error');
  return places;
}
