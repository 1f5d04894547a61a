import type { Command } from 'commander';
import { act } from '../act';
import type { Terminal } from '../terminal/terminal';

/** `mwaaq token`: a CLI token, for those who post by themselves. */
export function addToken(program: Command, terminal: Terminal): void {
  program
    .command('token')
    .summary('mint a CLI token, as JSON')
    .description(
      'Prints what "aws mwaa create-cli-token" prints: a token that acts as an Airflow admin for 60 seconds, and the web server to use it on.',
    )
    .addHelpText(
      'after',
      `
Example:
  mwaaq token -e MyEnvironment | jq -r .WebServerHostname`,
    )
    .action(act(terminal, async () => (await import('../work/token')).token));
}
