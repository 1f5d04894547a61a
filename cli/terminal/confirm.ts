import { usageError } from '../exit';
import type { Terminal } from './terminal';

/**
 * Asks before something is done that cannot be undone.
 *
 * @param yes the user has said so on the command line
 * @throws CliError where nobody can be asked
 */
export async function confirm(
  terminal: Terminal,
  question: string,
  yes: boolean | undefined,
): Promise<boolean> {
  if (yes === true) return true;
  const answer = await terminal.ask(`${question} [y/N] `);
  if (answer === undefined) throw usageError(`${question} Nobody is there to ask: add --yes`);
  const isAgreed = /^y(es)?$/i.test(answer.trim());
  if (!isAgreed) terminal.say('mwaaq: nothing was done');
  return isAgreed;
}
