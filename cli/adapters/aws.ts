import { Agent } from 'node:https';
import { createWebServer, type WebServer } from '../../lambda/adapters/mwaa/web-server';
import type { Place, Service } from '../deployment/deployment';

/** What every client of the SDK takes. */
interface ClientConfig {
  readonly requestHandler: { readonly connectionTimeout: number; readonly requestTimeout: number };
  readonly disableHostPrefix: boolean;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly endpoint?: string;
}

/** A kind of client, such as the SDK's `SQSClient`. */
type ClientClass<Client> = new (config: ClientConfig) => Client;

/** The clients of one place, one of each kind. */
export class Aws {
  private readonly clients = new Map<ClientClass<unknown>, unknown>();

  constructor(private readonly place: Place) {}

  /** The client of a service. Who needs one brings its class: so a command loads the SDK of no other service. */
  client<Client>(service: Service, kind: ClientClass<Client>): Client {
    const client = (this.clients.get(kind) as Client | undefined) ?? new kind(this.config(service));
    this.clients.set(kind, client);
    return client;
  }

  /** MWAA's web servers. */
  webServer(): WebServer {
    const { webServer } = this.place;
    const agent = new Agent({ keepAlive: true, ...(webServer && { ca: webServer.authority }) });
    return createWebServer(agent, webServer?.address);
  }

  /** Of a client that somebody makes otherwise. */
  config(service: Service): ClientConfig {
    const { region, credentials, endpoints } = this.place;
    const endpoint = endpoints?.[service];
    return {
      // Without limits, a connection that hangs would hang mwaaq. Reconciling takes two minutes.
      requestHandler: {
        connectionTimeout: 5_000,
        requestTimeout: service === 'lambda' ? 200_000 : 20_000,
      },
      // MWAA's client puts "env." before any host, where an address on this machine has no such name.
      disableHostPrefix: endpoint !== undefined,
      ...(region === undefined ? {} : { region }),
      ...(credentials === undefined ? {} : { credentials }),
      ...(endpoint === undefined ? {} : { endpoint }),
    };
  }
}
