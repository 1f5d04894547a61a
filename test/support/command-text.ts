import fc from 'fast-check';

/** Characters that mean something to a shell, or look as if they did. */
const SPECIAL = fc.constantFrom(...`'"\\ \t\n\r$\`#;&|<>(){}*?~!%=,é\u00a0\u0085\u2028\ufeff👍`);

/** Any character of Unicode but NUL, which no argument of a process can have. */
const CHARACTER = fc.oneof(
  SPECIAL,
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter((c) => c !== '\0'),
  fc.constantFrom(...'abc-_./:0'),
);

/** Any text that can be an argument: empty, of any characters, with quotes more often than not. */
const ARGUMENT = fc.array(CHARACTER, { maxLength: 12 }).map((characters) => characters.join(''));

/** Any arguments, `airflow` among them: the program's name is no matter of splitting. */
export const ARGV = fc.array(fc.oneof(ARGUMENT, fc.constant('airflow')), {
  minLength: 1,
  maxLength: 6,
});

/** A command as a person might type it: words, quoted pieces, loose quotes, blanks of all kinds. */
export const COMMAND_TEXT = fc
  .array(
    fc.oneof(
      ARGUMENT,
      SPECIAL,
      fc.constantFrom(' ', ' ', "'a b'", '"a b"', '"\\""', "''", 'airflow', 'dags', '--conf', '\\'),
      ARGUMENT.map((text) => `'${text.replaceAll("'", '')}'`),
      ARGUMENT.map((text) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`),
    ),
    { maxLength: 8 },
  )
  .map((pieces) => pieces.join(''));

/** Whether a line breaks outside quotes, other than at the ends of the text. */
export function breaksOutsideQuotes(text: string): boolean {
  const bare = text.replace(/\\[\s\S]|'[^']*'|"(?:\\[\s\S]|[^"\\])*"/g, 'x');
  return /[\r\n]/.test(bare.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, ''));
}
