import type { z } from 'zod';

type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

/** What to give for each of zod's kinds of value. */
const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** What to give where the schema itself has no words for it. */
export function ruleOfIssue(issue: RawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `give ${KINDS[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return issue.origin === 'string' ? 'give a text that is not empty' : 'name at least one';
    default:
      return 'give what JSON can hold: texts, numbers, true, false, null, lists and objects';
  }
}

/**
 * One line: where it is, what stands there, and what to give.
 *
 * @param root the name of the whole
 * @param allowed the keys that the schema has at a path
 */
export function describeIssue(
  issue: z.core.$ZodIssue,
  root: string,
  allowed: (path: readonly PropertyKey[]) => readonly string[],
): string {
  const path = [root, ...issue.path.map(String)].reduce((all, part) =>
    /^\d+$/.test(part) ? `${all}[${part}]` : `${all}.${part}`,
  );
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => `"${key}"`).join(', ');
    return `${path} has the unknown ${issue.keys.length === 1 ? 'key' : 'keys'} ${keys}: allowed are ${allowed(issue.path).join(', ')}`;
  }
  if (issue.code !== 'custom' && issue.input === undefined) {
    return `${path} is missing: ${issue.message}`;
  }
  // What is wrong with an object as a whole is told without all that stands in it.
  if (issue.code === 'custom' && typeof issue.input === 'object') return `${path} ${issue.message}`;
  return `${path} is ${JSON.stringify(issue.input)}: ${issue.message}`;
}
