/**
 * The least that runs a command: a token by a request signed by hand, one POST, both on connections that are kept.
 * No queue, no record, no retry, no check of anything.
 */
import { createHash, createHmac } from 'node:crypto';
import { Agent } from 'node:https';
import { CLI_PATH, type CommandEvent, readSettings } from './event';
import { decode, post } from './post';

const { environmentName, api, webServer } = readSettings(process.env);
const REGION = process.env.AWS_REGION ?? '';
const ACCESS_KEY = process.env.AWS_ACCESS_KEY_ID ?? '';
const SECRET_KEY = process.env.AWS_SECRET_ACCESS_KEY ?? '';
const agent = new Agent({ keepAlive: true });

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text);

/** AWS Signature Version 4, of a request without a body. */
function sign(path: string, time: string): string {
  const date = time.slice(0, 8);
  const scope = `${date}/${REGION}/airflow/aws4_request`;
  const headers = `host:${api.host}\nx-amz-date:${time}\n`;
  const request = ['POST', path, '', headers, 'host;x-amz-date', hash('')].join('\n');
  const text = ['AWS4-HMAC-SHA256', time, scope, hash(request)].join('\n');
  const parts = [date, REGION, 'airflow', 'aws4_request'];
  const start: string | Buffer = `AWS4${SECRET_KEY}`;
  const key = parts.reduce((one: string | Buffer, part) => hmac(one, part).digest(), start);
  const signature = hmac(key, text).digest('hex');
  return `AWS4-HMAC-SHA256 Credential=${ACCESS_KEY}/${scope}, SignedHeaders=host;x-amz-date, Signature=${signature}`;
}

async function mint(): Promise<{ CliToken: string; WebServerHostname: string }> {
  const path = `/clitoken/${environmentName}`;
  const time = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
  const { host, hostname, port } = api;
  const headers = { host, 'x-amz-date': time, authorization: sign(path, time) };
  return JSON.parse(await post({ hostname, port, path, headers, agent }, ''));
}

export async function handler({ command }: CommandEvent): Promise<string> {
  const { CliToken, WebServerHostname: host } = await mint();
  const headers = { host, authorization: `Bearer ${CliToken}`, 'content-type': 'text/plain' };
  const { hostname, port } = webServer;
  const to = { hostname, port, servername: host, path: CLI_PATH, headers, agent };
  return decode(await post(to, command));
}
