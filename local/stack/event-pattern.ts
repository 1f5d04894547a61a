/** Whether an event matches a pattern. */
export type Matches = (event: unknown) => boolean;

/** Whether one value matches; of a field that is not there, `undefined`. */
type Test = (value: unknown) => boolean;

/**
 * Reads an event pattern of EventBridge: objects down to lists, of which one entry must match. Entries
 * are plain values, `exists`, `prefix` and `anything-but`.
 *
 * @throws Error which names the place, for what the local stack does not know
 */
export function readEventPattern(pattern: unknown, where = '$'): Matches {
  if (typeof pattern !== 'object' || pattern === null || Array.isArray(pattern)) {
    throw new Error(`${where} of the event pattern is ${JSON.stringify(pattern)}: give an object`);
  }
  const fields = Object.entries(pattern).map(([name, content]): [string, Matches] => [
    name,
    readField(name, content, `${where}.${name}`),
  ]);
  return (event) => fields.every(([name, matches]) => matches(fieldOf(event, name)));
}

function readField(name: string, content: unknown, where: string): Matches {
  if (name.startsWith('$')) throw new Error(`the local stack does not know ${where}: ${TEACH}`);
  if (!Array.isArray(content)) return readEventPattern(content, where);
  const tests = content.map((entry) => readEntry(entry, where));
  return (value) => tests.some((test) => (Array.isArray(value) ? value.some(test) : test(value)));
}

const TEACH = 'teach local/stack/event-pattern.ts';

function readEntry(entry: unknown, where: string): Test {
  if (typeof entry !== 'object' || entry === null) return (value) => value === entry;
  const [[name, argument] = ['', undefined], ...more] = Object.entries(entry);
  if (more.length === 0 && name === 'exists' && typeof argument === 'boolean') {
    return (value) => isLeaf(value) === argument;
  }
  if (more.length === 0 && name === 'prefix' && typeof argument === 'string') {
    return (value) => typeof value === 'string' && value.startsWith(argument);
  }
  const excluded: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
  if (more.length === 0 && name === 'anything-but' && excluded.every(isLeaf)) {
    return (value) => isLeaf(value) && !excluded.includes(value);
  }
  throw new Error(
    `the local stack does not know ${JSON.stringify(entry)} at ${where} of an event pattern: ${TEACH}`,
  );
}

/** Only a field without fields of its own exists, by EventBridge's rule. */
function isLeaf(value: unknown): boolean {
  return value !== undefined && (typeof value !== 'object' || value === null);
}

function fieldOf(value: unknown, name: string): unknown {
  const isObject = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  return isObject ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
