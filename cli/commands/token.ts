import type { Command } from 'commander';
import { act } from '../act';
import type { Cli } from '../cli';
import { direct } from '../direct';
import { EXIT, messageOf, troubleError } from '../exit';
import type { Terminal } from '../terminal';

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
    .action(act(terminal, token));
}

async function token(cli: Cli): Promise<number> {
  const { api } = await direct(cli, undefined);
  const { token: CliToken, host: WebServerHostname } = await api.mintToken().catch(tell);
  if (cli.terminal.isInteractive) {
    cli.terminal.say('mwaaq: a secret for 60 seconds: whoever has it is an Airflow admin');
  }
  cli.terminal.print(JSON.stringify({ CliToken, WebServerHostname }, null, 2));
  return EXIT.succeeded;
}

function tell(error: unknown): never {
  throw troubleError(messageOf(error), error);
}
