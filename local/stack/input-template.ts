import { InternalError } from '../../lambda/contract/errors';
import { type ReadPath, readJsonPath } from './json-path';

/** Makes a Pipe's input of an event. @throws Error which names the variable that has no value */
export type Transform = (event: unknown) => unknown;

/**
 * Reads an input template of EventBridge's Pipes: JSON with variables such as `<$.dynamodb.Keys>` in the
 * place of values. A variable's value is put there as JSON: text in quotes, with what must be escaped.
 *
 * @throws Error for a template that is no JSON, or a variable that the local stack does not know
 */
export function readInputTemplate(template: string): Transform {
  const variables: { readonly name: string; readonly read: ReadPath }[] = [];
  const json = template.replace(STRING_OR_VARIABLE, (found, name?: string) => {
    if (name === undefined) return checkString(found);
    variables.push({ name, read: readJsonPath(name) });
    return PLACEHOLDER;
  });
  const parts = json.split(PLACEHOLDER);
  const fill = (values: readonly string[]) =>
    JSON.parse(parts.map((part, i) => part + (values[i] ?? '')).join('')) as unknown;
  try {
    fill(variables.map(() => 'null'));
  } catch (error) {
    throw new InternalError(`the input template ${template} yields no JSON`, { cause: error });
  }
  return (event) => fill(variables.map(({ name, read }) => asJson(name, read(event))));
}

/** A whole JSON string, or a variable outside of one. */
const STRING_OR_VARIABLE = /"(?:[^"\\]|\\.)*"|<([^<>"]*)>/g;

/** No JSON has it. */
const PLACEHOLDER = '\0';

/** How a Pipe escapes what it puts into quotes is not documented. */
function checkString(text: string): string {
  if (!/<(\$|aws\.pipes\.)/.test(text)) return text;
  throw new Error(
    `the local stack does not know variables in quotes, as in ${text}: leave them out`,
  );
}

function asJson(name: string, value: unknown): string {
  if (value === undefined) throw new InternalError(`the event has nothing at ${name}`);
  return JSON.stringify(value);
}
