import { Agent } from 'node:https';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { MWAAClient } from '@aws-sdk/client-mwaa';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import { createAirflowRest, createRestClient } from '../../lambda/adapters/airflow-rest';
import type { RestCaller } from '../../lambda/adapters/rest-errors';
import { createWebServer, type WebServer } from '../../lambda/adapters/web-server';
import type { Place, Service } from '../deployment/deployment';

/** The clients of one place; each is made when it is first needed. */
export class Aws {
  constructor(private readonly place: Place) {}

  cloudFormation = once(() => new CloudFormationClient(this.config('cloudformation')));
  dynamodb = once(() => new DynamoDBClient(this.config('dynamodb')));
  lambda = once(() => new LambdaClient(this.config('lambda')));
  sqs = once(() => new SQSClient(this.config('sqs')));
  sts = once(() => new STSClient(this.config('sts')));
  mwaa = once(() => {
    const config = this.config('mwaa');
    // The SDK puts "env." before any host, where an address on this machine has no such name.
    return new MWAAClient({ ...config, disableHostPrefix: config.endpoint !== undefined });
  });

  /** MWAA's web servers. */
  webServer = once((): WebServer => {
    const { webServer } = this.place;
    const agent = new Agent({ keepAlive: true, ...(webServer && { ca: webServer.authority }) });
    return createWebServer(agent, webServer?.address);
  });

  /** Airflow's REST API through MWAA. */
  rest = (caller: RestCaller) =>
    createAirflowRest(caller, () => createRestClient(this.config('mwaa')));

  private config(service: Service) {
    const { region, credentials, endpoints } = this.place;
    const endpoint = endpoints?.[service];
    return {
      // Without limits, a connection that hangs would hang mwaaq. Reconciling takes two minutes.
      requestHandler: {
        connectionTimeout: 5_000,
        requestTimeout: service === 'lambda' ? 200_000 : 20_000,
      },
      ...(region === undefined ? {} : { region }),
      ...(credentials === undefined ? {} : { credentials }),
      ...(endpoint === undefined ? {} : { endpoint }),
    };
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
