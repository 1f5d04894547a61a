import type { Cli } from '../cli';
import { direct } from '../direct';
import { EXIT, messageOf, troubleError } from '../exit';

export async function token(cli: Cli): Promise<number> {
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
