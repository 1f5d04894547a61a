import type { OnCall } from '../calls';
import { addressOf, close, listen } from '../http-server';
import { createApi } from './api';
import { createCertificates } from './certificates';
import type { AirflowEngine } from './engine';
import { StandInEnvironment } from './environment';
import type { Ran } from './ran';
import { createWebServer } from './web-server';

export interface StandInOptions {
  /** Each environment's Airflow, by the environment's name. */
  readonly engines: ReadonlyMap<string, AirflowEngine>;
  readonly onRan: (ran: Ran) => void;
  /** Told of every call; may answer with a fault. @default - none is told */
  readonly onCall?: OnCall | undefined;
}

/** MWAA on this machine. */
export interface StandIn {
  readonly environments: ReadonlyMap<string, StandInEnvironment>;
  /** Where MWAA's API listens. */
  readonly apiUrl: string;
  /** `host:port` of the web servers. */
  readonly webServerAddress: string;
  /** PEM of the authority that vouches for the web servers. */
  readonly authority: string;
  /** Stops the servers; the engines are their maker's. */
  stop(): Promise<void>;
}

export async function startStandIn({ engines, onRan, onCall }: StandInOptions): Promise<StandIn> {
  const environments = new Map(
    [...engines].map(([name, engine]) => [name, new StandInEnvironment(name, engine, onRan)]),
  );
  const hosts = [...environments.values()].map(({ host }) => host);
  const certificates = await createCertificates(hosts);
  const api = await listen(createApi(environments, onCall));
  const webServer = await listen(createWebServer(environments, certificates, onCall));
  return {
    environments,
    apiUrl: `http://${addressOf(api)}`,
    webServerAddress: addressOf(webServer),
    authority: certificates.authority,
    async stop() {
      await Promise.all([close(api), close(webServer)]);
    },
  };
}
