import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';
import { InternalError } from '../../lambda/contract/errors';

/** Node has no pseudo-terminal of its own, and Python has. */
const PROGRAM = path.join(__dirname, 'pseudo_terminal.py');

/**
 * Runs a program in a real terminal, which hangs up on it once it has written what was waited for.
 *
 * @param until what to wait for. @default - the program's end
 * @returns all that it wrote, colours and all
 */
export async function runInTerminal(
  columns: number,
  program: readonly string[],
  until?: RegExp,
): Promise<string> {
  const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env;
  const child = spawn('python3', [PROGRAM, String(columns), ...program], {
    env: { ...env, TERM: 'xterm' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  let written = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written += text;
    // Only what is there by now: the picture is of this moment.
    if (until?.test(written)) child.kill();
  });
  await ended;
  if (until !== undefined && !until.test(written)) {
    throw new InternalError(`${program.join(' ')} never wrote ${until}, but:\n${written}`);
  }
  return written;
}
