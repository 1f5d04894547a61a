import { render } from './render';
import type { Expression, Scope } from './syntax';

/** A text of the sources, and by what a user meets it: an error's class, a function, a field. */
export interface Told {
  readonly by: string;
  readonly texts: readonly string[];
}

export type Call = Extract<Expression, { type: 'CallExpression' | 'NewExpression' }>;

/** @param form what stands around the text when it is told */
export function told(
  by: string,
  texts: readonly string[] | undefined,
  form: (text: string) => string = String,
): Told | undefined {
  return texts && { by, texts: texts.map(form) };
}

/** What a call is given at a place, counted from the end when below zero; nothing where it is no text. */
export function argumentOf(call: Call, at: number, scope: Scope): readonly string[] | undefined {
  const argument = call.arguments.at(at);
  if (argument === undefined || argument.type === 'SpreadElement') return undefined;
  return render(argument, scope);
}

/** `usageError`, `console.error`; the method alone of what is no name. */
export function nameOf(node: Expression): string {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression' || node.property.type !== 'Identifier') return '';
  return `${nameOf(node.object)}.${node.property.name}`;
}
