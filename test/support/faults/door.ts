import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { RUNNER_VARIABLES } from '../../../lambda/contract/environment-variables';
import { createCertificates } from '../../../local/mwaa/certificates';
import { pass } from '../lossy-proxy';
import { startTlsServer } from '../tls-server';
import type { Bench } from './bench';
import type { Way } from './ways';

/** Where a way's commands come in by TLS: a test may have the runner go elsewhere, as if that were there. */
export interface Door {
  /** `host:port` */
  readonly address: string;
  /** The name that the runner looks for in its certificate. */
  readonly host: string;
  /** What has the runner go to an address, and trust whom it trusts now, or an authority. */
  variablesFor(address: string, authority?: string): Readonly<Record<string, string>>;
  shut(): Promise<void>;
}

/** The version is told to whoever comes in so: nobody answers for it elsewhere. */
export const AT_A_DOOR = { environment: { airflowVersion: '2.11.2' } };

export function openDoor(bench: Bench, { via }: Way): Promise<Door> {
  return via === 'cli' ? Promise.resolve(webServerOf(bench)) : startApi(bench);
}

function webServerOf(bench: Bench): Door {
  const { environments, webServerAddress } = bench.run.standIn;
  const [{ host } = { host: '' }] = environments.values();
  return {
    address: webServerAddress,
    host,
    variablesFor: (address, authority) => ({
      [RUNNER_VARIABLES.webServerAddress]: address,
      ...(authority === undefined ? {} : trusting(bench, authority)),
    }),
    shut: async () => {},
  };
}

/** MWAA's API on this machine speaks plain HTTP; here it has a certificate, as in AWS. */
async function startApi(bench: Bench): Promise<Door> {
  const host = '127.0.0.1';
  const certificates = await createCertificates([host]);
  const { address, stop } = await startTlsServer(async (request, response) => {
    const answer = await pass(bench.run.standIn.apiUrl, request, await buffer(request));
    response.writeHead(answer.statusCode ?? 500, answer.headers).end(await buffer(answer));
  }, certificates);
  return {
    address,
    host,
    variablesFor: (elsewhere, authority = certificates.authority) => ({
      AWS_ENDPOINT_URL_MWAA: `https://${elsewhere}`,
      ...trusting(bench, authority),
    }),
    shut: stop,
  };
}

function trusting({ deployment }: Bench, authority: string) {
  const file = path.join(deployment.folder, 'authority.pem');
  writeFileSync(file, authority);
  return { NODE_EXTRA_CA_CERTS: file };
}
