import { split } from 'shlex';
import { RefusedCommandError } from '../contract/errors';

/** Stand-ins for line breaks that shell splitting takes for ordinary characters. */
const VISIBLE_BREAKS: Readonly<Record<string, string>> = { '\n': '\ue00a', '\r': '\ue00d' };

/**
 * Splits a command as a POSIX shell would, without expansion.
 *
 * A line break outside quotes is refused: Airflow's own splitting takes it for a space, so two
 * commands on two lines would silently become one.
 *
 * @throws RefusedCommandError for an open quote or a line break outside quotes
 */
export function splitCommand(command: string): readonly string[] {
  const text = command.trim();
  const argv = splitText(text);
  const withVisibleBreaks = splitText(showBreaks(text));
  const breaksAreQuoted =
    argv.length === withVisibleBreaks.length &&
    argv.every((argument, i) => showBreaks(argument) === withVisibleBreaks[i]);
  if (!breaksAreQuoted) {
    throw new RefusedCommandError(
      'the command has a line break outside quotes: send one message per command',
    );
  }
  return argv[0] === 'airflow' ? argv.slice(1) : argv;
}

function splitText(text: string): string[] {
  try {
    return split(text);
  } catch (error) {
    throw new RefusedCommandError(
      'the command has a quote that is never closed: close it, or send the command as "argv"',
      { cause: error },
    );
  }
}

function showBreaks(text: string): string {
  return text.replace(/[\r\n]/g, (c) => VISIBLE_BREAKS[c] ?? c);
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
