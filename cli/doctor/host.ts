import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { DAY_MS } from '../../lambda/contract/time-units';
import type { LocalWebServer } from '../deployment/deployment';
import { error, type Finding, inWords, ok, warning } from './finding';

/** How long a connection may take, in milliseconds. */
const PATIENCE_MS = 60_000;

/** A certificate that ends sooner is worth a word. */
const SOON_DAYS = 14;

/** Whether the web server's name is found, and whether its certificate is good. */
export async function lookAtHost(
  host: string,
  local: LocalWebServer | undefined,
): Promise<readonly Finding[]> {
  const name = await lookUp(host, local);
  return name.level === 'error' ? [name] : [name, await shakeHands(host, local)];
}

async function lookUp(host: string, local: LocalWebServer | undefined): Promise<Finding> {
  const about = 'host name';
  if (local !== undefined) return ok(about, `${host} is ${local.address} on this machine`);
  try {
    const { address } = await lookup(host);
    const isPrivate =
      isIP(address) === 4 && /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address);
    return ok(about, `${host} is ${address}, ${isPrivate ? 'in a private network' : 'public'}`);
  } catch (cause) {
    return error(
      about,
      inWords(cause),
      "look it up inside the environment's VPC: a private web server's name is known there only (docs/networking.md)",
    );
  }
}

async function shakeHands(host: string, local: LocalWebServer | undefined): Promise<Finding> {
  const about = 'TLS';
  const to = local === undefined ? { host, port: 443 } : splitAddress(local.address);
  const socket = connect({ ...to, servername: host, ...(local && { ca: local.authority }) });
  socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('no answer in time')));
  try {
    await once(socket, 'secureConnect');
    const { valid_to: end } = socket.getPeerCertificate();
    const seen = `${socket.getProtocol()}, certificate valid until ${end}`;
    const days = (Date.parse(end) - Date.now()) / DAY_MS;
    return days > SOON_DAYS
      ? ok(about, seen)
      : warning(about, seen, 'AWS renews it; tell AWS Support if it does not');
  } catch (cause) {
    return error(
      about,
      inWords(cause),
      "let yourself in on 443 by the web server's security group (docs/networking.md)",
    );
  } finally {
    socket.destroy();
  }
}

function splitAddress(address: string) {
  const { hostname, port } = new URL(`https://${address}`);
  return { host: hostname, port: Number(port) };
}
