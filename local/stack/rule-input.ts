import { z } from 'zod';
import { InternalError } from '../../lambda/contract/errors';
import { readJsonPath } from './json-path';

/** The input transformer of a rule's target. */
export const inputTransformer = z.strictObject({
  InputPathsMap: z.record(z.string(), z.string()).default({}),
  InputTemplate: z.string(),
});

/** What a rule tells its target of an event. */
export type Tell = (event: unknown) => string;

/**
 * Reads an input transformer of EventBridge's rules whose template is lines of text, each in quotes. A variable's text
 * stands there escaped as in JSON: the User Guide, "Amazon EventBridge input transformation", says of the predefined
 * variables alone that they are not. One whose path leads nowhere is empty.
 *
 * @throws Error for a template of another form, or a variable without a path
 */
export function readRuleInput({
  InputPathsMap,
  InputTemplate,
}: z.infer<typeof inputTransformer>): Tell {
  for (const line of InputTemplate.split('\n')) checkLine(line);
  const paths = new Map(Object.entries(InputPathsMap).map(([k, path]) => [k, readJsonPath(path)]));
  for (const [, name = ''] of InputTemplate.matchAll(VARIABLE)) {
    if (!paths.has(name)) throw new InternalError(`the input template's <${name}> has no path`);
  }
  return (event) =>
    InputTemplate.replace(VARIABLE, (_, name: string) => escapeText(paths.get(name)?.(event)));
}

const VARIABLE = /<([\w.-]+)>/g;

function checkLine(line: string): void {
  if (/^"(?:[^"\\]|\\.)*"$/.test(line)) return;
  throw new Error(
    `the local stack knows only lines of text in quotes in a rule's input template, not ${line}: teach local/stack/rule-input.ts`,
  );
}

function escapeText(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value);
}
