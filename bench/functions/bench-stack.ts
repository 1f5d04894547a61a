import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { RUNNER_VARIABLES } from '../../lambda/contract/environment-variables';
import { createCertificates } from '../../local/mwaa/certificates';
import { localFolder } from '../../local/project';
import { REGION } from '../../local/stack/account';
import type { FunctionSpec } from '../../local/stack/function-host';
import { StackRun } from '../../local/stack-run';
import { createTimedEngine, type TimedEngine } from '../measure/timed-engine';
import { createQueue } from './deliveries';
import { type Front, startFront } from './front';
import { CallCounter, type Traffic } from './traffic';

type Variables = Readonly<Record<string, string>>;

export const ENVIRONMENT = 'MyEnvironment';
export const DAG_ID = 'load';

/** How long a command takes in Airflow here, in milliseconds: MWAA's seconds would drown what is added to them. */
const COMMAND_MS = 2;

/** The whole stack with all of its services behind TLS, as AWS's are, and what comes to them counted. */
export interface BenchStack {
  readonly run: StackRun;
  readonly engine: TimedEngine;
  /** A commands queue that nobody polls. */
  readonly queueUrl: string;
  readonly traffic: Traffic;
  /** The environment of a deployed function, with the services where they are measured. */
  variablesOf(spec: FunctionSpec): Variables;
  stop(): Promise<void>;
}

export async function startBenchStack(): Promise<BenchStack> {
  const calls = new CallCounter();
  const engine = createTimedEngine({ version: '3.3.1', dagIds: [DAG_ID] });
  engine.commandMs = COMMAND_MS;
  const config = { name: ENVIRONMENT, uploads: [{ dagId: DAG_ID }] };
  const run = await StackRun.start('bench-functions', [{ config, engine }], {
    onCall: calls.onCall,
  });
  const fronts = await startFronts(run);
  const { api, webServer, sqs, dynamodb } = fronts;
  const queueUrl = await createQueue(run.local.stack);
  return {
    run,
    engine,
    queueUrl,
    get traffic() {
      return {
        ...calls.counts,
        mwaaHandshakes: api.connections + webServer.connections,
        awsHandshakes: sqs.connections + dynamodb.connections,
      };
    },
    variablesOf: ({ variables }) => ({
      ...withQueuesAt(`https://${sqs.address}`, run.local.stack.endpoint, {
        ...variables,
        [RUNNER_VARIABLES.queueUrl]: queueUrl,
      }),
      ...variablesFor(fronts),
    }),
    async stop() {
      await Promise.all([api, webServer, sqs, dynamodb].map((front) => front.stop()));
      await run.stop();
    },
  };
}

interface Fronts {
  readonly api: Front;
  readonly webServer: Front;
  readonly sqs: Front;
  readonly dynamodb: Front;
  /** Of the authorities of all, PEM. */
  readonly authorityFile: string;
}

async function startFronts({ local: { stack, standIn } }: StackRun): Promise<Fronts> {
  const certificates = await createCertificates(['127.0.0.1']);
  const authorityFile = path.join(localFolder('bench-functions'), 'authorities.pem');
  writeFileSync(authorityFile, `${certificates.authority}\n${standIn.authority}\n`);
  const secured = (endpoint: string) => startFront(new URL(endpoint).host, certificates);
  return {
    api: await secured(standIn.apiUrl),
    webServer: await startFront(standIn.webServerAddress),
    sqs: await secured(stack.endpoint),
    dynamodb: await secured(stack.dynamodbEndpoint),
    authorityFile,
  };
}

/** The SDK goes where a queue's URL points, whatever its endpoint is. */
function withQueuesAt(front: string, endpoint: string, variables: Variables): Variables {
  const pairs = Object.entries(variables);
  return Object.fromEntries(pairs.map(([name, value]) => [name, value.replace(endpoint, front)]));
}

/** What tells the runtimes' SDKs of the services, and whom to trust: Node's, boto3's and Python's own. */
function variablesFor({ api, webServer, sqs, dynamodb, authorityFile }: Fronts) {
  return {
    AWS_DEFAULT_REGION: REGION,
    AWS_ENDPOINT_URL_MWAA: `https://${api.address}`,
    AWS_ENDPOINT_URL_SQS: `https://${sqs.address}`,
    AWS_ENDPOINT_URL_DYNAMODB: `https://${dynamodb.address}`,
    [RUNNER_VARIABLES.webServerAddress]: webServer.address,
    NODE_EXTRA_CA_CERTS: authorityFile,
    AWS_CA_BUNDLE: authorityFile,
    SSL_CERT_FILE: authorityFile,
  };
}
