import { MWAAClient } from '@aws-sdk/client-mwaa';
import { STSClient } from '@aws-sdk/client-sts';
import { Aws } from '../adapters/aws';
import type { Cli } from '../cli';
import { restApi } from '../direct';
import { CliError } from '../exit';
import type { Here } from '../here';
import { lookAtAccount } from './account';
import { tryEndpoint } from './endpoint';
import { lookAtEnvironment, mintToken } from './environment';
import { error, type Finding, ok, warning } from './finding';
import { lookAtHost } from './host';
import { lookAtRest } from './rest-api';
import { lookAtStack } from './stack';

/** Looks at all that stands between a command and its environment, in the order in which one needs the other. */
export async function examine(cli: Cli): Promise<readonly Finding[]> {
  const { place } = cli;
  const aws = new Aws(place);
  const account =
    place.endpoints === undefined
      ? await lookAtAccount(aws.client('sts', STSClient))
      : [ok('account', 'the stack on this machine')];
  if (account.some(({ level }) => level === 'error')) return account;
  const { here, findings } = await findStack(cli);
  const environmentName = cli.environmentName ?? here?.deployment.environmentName;
  const stack = here === undefined ? findings : await lookAtStack(here);
  if (environmentName === undefined) {
    return [...account, ...stack, error('environment', 'none is named', 'give --environment')];
  }
  return [...account, ...(await lookAtMwaa(aws, environmentName, cli)), ...stack];
}

async function lookAtMwaa(aws: Aws, name: string, cli: Cli): Promise<readonly Finding[]> {
  const client = aws.client('mwaa', MWAAClient);
  const { findings, version } = await lookAtEnvironment(client, name);
  const minted = await mintToken(client, name);
  const caller = { environmentName: name, airflowRole: 'User', who: 'yourself' };
  const rest = await lookAtRest(restApi(aws, caller), caller, version);
  const sofar = [...findings, ...minted.findings, rest];
  if (minted.token === undefined) return sofar;
  const host = await lookAtHost(minted.token.host, cli.place.webServer);
  if (host.some(({ level }) => level === 'error')) return [...sofar, ...host];
  return [...sofar, ...host, ...(await tryEndpoint(aws.webServer(), minted.token, version))];
}

/** An environment can be looked at before anything is deployed for it. */
async function findStack(
  cli: Cli,
): Promise<{ readonly here?: Here; readonly findings: readonly Finding[] }> {
  try {
    return { here: await cli.here(), findings: [] };
  } catch (cause) {
    if (!(cause instanceof CliError)) throw cause;
    return { findings: [warning('stack', cause.message, 'deploy one to run commands in order')] };
  }
}
