/** Whether an event matches a pattern. */
export type Matches = (event: unknown) => boolean;

/** Whether one value matches; of a field that is not there, `undefined`. */
type Test = (value: unknown) => boolean;

/**
 * Reads an event pattern of EventBridge: objects down to lists, of which one entry must match. Entries
 * are plain values, `exists`, `prefix`, `suffix`, `wildcard` and `anything-but`.
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
  const test = more.length === 0 ? readOperator(name, argument) : undefined;
  if (test !== undefined) return test;
  throw new Error(
    `the local stack does not know ${JSON.stringify(entry)} at ${where} of an event pattern: ${TEACH}`,
  );
}

function readOperator(name: string, argument: unknown): Test | undefined {
  if (name === 'anything-but') {
    const excluded: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
    return excluded.every(isLeaf)
      ? (value) => isLeaf(value) && !excluded.includes(value)
      : undefined;
  }
  if (name === 'exists' && typeof argument === 'boolean') {
    return (value) => isLeaf(value) === argument;
  }
  const textTest = typeof argument === 'string' ? readTextOperator(name, argument) : undefined;
  return textTest && ((value) => typeof value === 'string' && textTest(value));
}

function readTextOperator(name: string, argument: string): ((text: string) => boolean) | undefined {
  switch (name) {
    case 'prefix':
      return (text) => text.startsWith(argument);
    case 'suffix':
      return (text) => text.endsWith(argument);
    case 'wildcard': {
      const form = readWildcard(argument);
      return (text) => form.test(text);
    }
    default:
      return undefined;
  }
}

/**
 * `*` stands for any text; it and the backslash stand for themselves after a backslash.
 *
 * @throws Error for what EventBridge refuses: two `*` in a row, or a backslash before anything else
 */
function readWildcard(wildcard: string): RegExp {
  const parts = wildcard.match(/\\[*\\]|[^\\]/gu) ?? [];
  if (parts.join('') !== wildcard || parts.some((part, i) => part + parts[i - 1] === '**')) {
    throw new Error(
      `the wildcard ${JSON.stringify(wildcard)} is none that EventBridge takes: write no two * in a row, and \\ only before * and \\`,
    );
  }
  const source = parts.map((part) => (part === '*' ? '[^]*' : escapeCharacter(part)));
  return new RegExp(`^${source.join('')}$`, 'u');
}

/** Of a part of a wildcard, which may be escaped in its way. */
function escapeCharacter(part: string): string {
  const [character = ''] = part.replace(/^\\/, '');
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

/** Only a field without fields of its own exists, by EventBridge's rule. */
function isLeaf(value: unknown): boolean {
  return value !== undefined && (typeof value !== 'object' || value === null);
}

function fieldOf(value: unknown, name: string): unknown {
  const isObject = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  return isObject ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
