import type { Docs } from './assembly';

/** An option's default: `- none` is words, `false` is code. */
export function defaultOf({ default: value = '' }: Docs = {}): string {
  const text = oneLine(value);
  if (text === '') return '';
  return text.startsWith('- ') ? text.slice(2) : `\`${text}\``;
}

/** All that a docstring says, for a cell of a table. */
export function meaningOf(docs: Docs = {}): string {
  const { returns, see, custom } = docs;
  return [
    textOf(docs),
    ...(returns === undefined ? [] : [`Returns ${oneLine(returns)}`]),
    ...(custom?.throws === undefined ? [] : [`Throws: ${oneLine(custom.throws)}`]),
    ...(see === undefined ? [] : [`See ${oneLine(see)}`]),
  ]
    .filter((part) => part !== '')
    .join('<br>');
}

/** jsii cuts a text at its first full stop, be it in the middle of code. */
export function textOf({ summary = '', remarks = '' }: Docs = {}): string {
  return oneLine(`${summary} ${remarks}`);
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
}
