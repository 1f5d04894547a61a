/**
 * The method of the Lambda sample in AWS's documentation ("Invoking DAGs with a Lambda function"), in JavaScript: a
 * token by the SDK each time, and a new connection to the web server each time.
 */
import { CreateCliTokenCommand, MWAAClient } from '@aws-sdk/client-mwaa';
import { CLI_PATH, type CommandEvent, readSettings } from './event';
import { decode, post } from './post';

const { environmentName, api, webServer } = readSettings(process.env);
// The stand-in's API has one address, where no name with "env." before it exists.
const client = new MWAAClient({ endpoint: api.href, disableHostPrefix: true });

export async function handler({ command }: CommandEvent): Promise<string> {
  const token = await client.send(new CreateCliTokenCommand({ Name: environmentName }));
  const { CliToken, WebServerHostname: host = '' } = token;
  const headers = { host, authorization: `Bearer ${CliToken}`, 'content-type': 'text/plain' };
  const { hostname, port } = webServer;
  const to = { hostname, port, servername: host, path: CLI_PATH, headers, agent: false };
  return decode(await post(to, command));
}
