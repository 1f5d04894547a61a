import { UnparsableCommandError } from '../../engine';

/**
 * Python's `shlex.split`, which MWAA's web server uses.
 *
 * The npm package `shlex` reads some text otherwise: it expands `$'…'`, drops a backslash before a
 * line end, and unescapes what stands in single quotes when a double-quoted part follows in the
 * same word. A command whose quoting works there could fail in Airflow.
 */
export function splitCommand(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let position = 0; position < text.length; position++) {
    const character = text.charAt(position);
    if (' \t\r\n'.includes(character)) {
      if (word !== undefined) {
        words.push(word);
      }
      word = undefined;
    } else if (character === '\\') {
      position++;
      word = (word ?? '') + escaped(text, position);
    } else if (character === "'" || character === '"') {
      const part = quotedPart(text, position + 1, character);
      word = (word ?? '') + part.value;
      position = part.end;
    } else {
      word = (word ?? '') + character;
    }
  }
  return word === undefined ? words : [...words, word];
}

function quotedPart(text: string, start: number, quote: string): { value: string; end: number } {
  let value = '';
  for (let position = start; position < text.length; position++) {
    const character = text.charAt(position);
    if (character === quote) {
      return { value, end: position };
    }
    if (character === '\\' && quote === '"') {
      position++;
      const next = escaped(text, position);
      // Between double quotes a backslash escapes a quote and itself, and otherwise stays.
      value += next === '"' || next === '\\' ? next : `\\${next}`;
    } else {
      value += character;
    }
  }
  throw new UnparsableCommandError('No closing quotation');
}

function escaped(text: string, position: number): string {
  if (position >= text.length) {
    throw new UnparsableCommandError('No escaped character');
  }
  return text.charAt(position);
}
