/**
 * MiniStack, an AWS emulator from PyPI that runs Lambda functions as processes, without Docker. What version
 * 1.5.33 does otherwise than AWS is worked round in these tests, never in the product:
 *
 * - CloudFormation does not know some types of resources, and no alarm on several metrics: patch.ts takes them
 *   out. The example `ci` is deployed with an OIDC provider that is there already, since it knows none either.
 * - Pipes deliver to SNS and Step Functions only: outcome events never reach the bus. The Pipe is there and
 *   runs; what it announces is tested on the local stack.
 * - Scheduler does not know the target `aws-sdk:sqs:sendMessage`: a test sends what the schedule would.
 * - SQS has no StartMessageMoveTask: the documents' redrives are checked by the AWS CLI alone. terminal.sh
 *   has this, and what a filter of log lines cannot be there.
 * - With TLS it listens on 127.0.0.1:443, too, where that is free; nothing here uses it.
 * - MWAA is our own stand-in. Whether a role may call it is not asked there.
 *
 * It checks IAM: functions have their role's rights and no more, and S3 and EventBridge need the queues' policies.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { createCertificates } from '../../../local/mwaa/certificates';
import { freePort } from '../../../local/mwaa/real/free-port';
import { Supervisor } from '../../../local/mwaa/real/supervisor';
import { waitUntil } from '../../../local/wait';
import { CREDENTIALS, REGION, searchPath } from './settings';

const HOST = '127.0.0.1';
const STARTED_WITHIN_MS = 60_000;

export interface MiniStackOptions {
  /** The virtual environment that it is installed in. */
  readonly venv: string;
  /** For what it writes. */
  readonly folder: string;
  /** PEM of further authorities that the functions trust. */
  readonly authorities: string;
  /** Further variables of every function, beside the template's. */
  readonly variables: Readonly<Record<string, string>>;
}

export interface MiniStack {
  readonly endpoint: string;
  /** A PEM file of all authorities that its functions trust, its own among them. */
  readonly authoritiesFile: string;
  /** What it has printed, the functions' output included. */
  log(): string;
  stop(): Promise<void>;
}

/**
 * Starts MiniStack, on a free port of 127.0.0.1 and no other address. It checks every call against IAM
 * policies and signatures, and speaks TLS, which our buckets' policies insist on.
 */
export async function startMiniStack(options: MiniStackOptions): Promise<MiniStack> {
  const { venv, folder, authorities, variables } = options;
  const { authority, certificate, privateKey } = await createCertificates([HOST]);
  const write = (name: string, content: string) => {
    writeFileSync(path.join(folder, name), content);
    return path.join(folder, name);
  };
  const authoritiesFile = write('authorities.pem', `${authorities}\n${authority}`);
  const port = await freePort();
  const log = write('ministack.log', '');
  const temporary = path.join(folder, 'tmp');
  mkdirSync(temporary);
  const supervisor = await Supervisor.start(
    venv,
    [{ name: 'MiniStack', command: [path.join(venv, 'bin', 'python'), '-m', 'ministack'], log }],
    {
      // Its functions run with the first node of the PATH.
      PATH: searchPath(venv),
      HOME: folder,
      TMPDIR: temporary,
      BIND_HOST: HOST,
      MINISTACK_HOST: HOST,
      GATEWAY_PORT: String(port),
      MINISTACK_REGION: REGION,
      AUTH: 'true',
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
      USE_SSL: '1',
      MINISTACK_SSL_CERT: write('certificate.pem', certificate),
      MINISTACK_SSL_KEY: write('key.pem', privateKey),
      ...trusting(authoritiesFile),
      ...variables,
    },
  );
  const ministack = {
    endpoint: `https://${HOST}:${port}`,
    authoritiesFile,
    log: () => readFileSync(log, 'utf8'),
    stop: () => supervisor.stop(),
  };
  const listens = async () => {
    supervisor.check();
    return ministack.log().includes('Running on https://');
  };
  try {
    await waitUntil('MiniStack listens', listens, STARTED_WITHIN_MS);
  } catch (error) {
    await supervisor.stop();
    throw new Error(`${(error as Error).message}:\n${ministack.log()}`, { cause: error });
  }
  return ministack;
}

/** Variables that have Node, the AWS CLI and Python trust the authorities of a file. */
export function trusting(authoritiesFile: string): Record<string, string> {
  return {
    NODE_EXTRA_CA_CERTS: authoritiesFile,
    AWS_CA_BUNDLE: authoritiesFile,
    SSL_CERT_FILE: authoritiesFile,
  };
}
