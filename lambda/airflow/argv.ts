import { RefusedCommandError } from '../contract/errors';

/**
 * Splits a command as a POSIX shell, and Python's `shlex.split`, would; nothing is expanded.
 *
 * A line break outside quotes is refused: Airflow's own splitting takes it for a space, so two
 * commands on two lines would silently become one.
 *
 * @throws RefusedCommandError for an open quote, a lone backslash at the end or a line break outside quotes
 */
export function splitCommand(command: string): readonly string[] {
  const argv: string[] = [];
  let argument: string | undefined;
  let afterBreak = false;
  for (const [piece] of command.matchAll(PIECES)) {
    if (/^[ \t\r\n]/.test(piece)) {
      if (argument !== undefined) argv.push(argument);
      argument = undefined;
      // Before the first argument and after the last one a line break does no harm.
      afterBreak ||= argv.length > 0 && /[\r\n]/.test(piece);
    } else {
      if (afterBreak) throw new RefusedCommandError(LINE_BREAK);
      argument = (argument ?? '') + unquote(piece);
    }
  }
  if (argument !== undefined) argv.push(argument);
  return argv;
}

/** White space, or one piece of an argument: quoted, escaped, plain, or the start of what never ends. */
const PIECES = /[ \t\r\n]+|'[^']*'|"(?:[^"\\]|\\[\s\S])*"|\\[\s\S]|[^ \t\r\n'"\\]+|['"\\]/g;

const LINE_BREAK = 'the command has a line break outside quotes: send one message for each command';

function unquote(piece: string): string {
  if (piece.length === 1 && /['"\\]/.test(piece)) {
    throw new RefusedCommandError(
      `the command has a ${piece} without its end: close or escape it, or send the command as "argv"`,
    );
  }
  switch (piece[0]) {
    case "'":
      return piece.slice(1, -1);
    case '"':
      // Between double quotes a backslash escapes only itself and the quote (shlex's rule).
      return piece.slice(1, -1).replace(/\\(["\\])/g, '$1');
    case '\\':
      return piece.slice(1);
    default:
      return piece;
  }
}

/**
 * Writes argv as the text that Python's `shlex.split`, and any POSIX shell, splits into exactly the
 * same argv.
 */
export function writeCommand(argv: readonly string[]): string {
  return argv.map(quote).join(' ');
}

/** Inside single quotes all is literal but the single quote itself, which steps out for a moment. */
function quote(argument: string): string {
  if (/^[\w@%+=:,./-]+$/.test(argument)) return argument;
  return `'${argument.replaceAll("'", `'"'"'`)}'`;
}
