/** Reads one value of an event; nothing where there is none. */
export type ReadPath = (event: unknown) => unknown;

/**
 * Reads a path of those that EventBridge's Pipes take: names after dots, and list indexes in brackets.
 *
 * @throws Error for what the local stack does not know, such as a wildcard
 */
export function readJsonPath(path: string): ReadPath {
  if (!/^\$(\.[\w/-]+|\[\d+\])*$/.test(path)) {
    throw new Error(
      `the local stack does not know the path ${path}: teach local/stack/json-path.ts`,
    );
  }
  const steps = path.match(/[^.[\]]+/g)?.slice(1) ?? [];
  return (event) => steps.reduce(valueAt, event);
}

function valueAt(value: unknown, step: string): unknown {
  const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, step);
  return isThere ? (value as Readonly<Record<string, unknown>>)[step] : undefined;
}
