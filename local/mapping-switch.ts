import {
  type EventSourceMappingConfiguration,
  GetEventSourceMappingCommand,
  LambdaClient,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { CREDENTIALS, REGION } from './stack/account';
import { waitUntil } from './wait';

/** AWS's own client for the local stack's Lambda. */
export function lambdaClient(endpoint: string): LambdaClient {
  return new LambdaClient({ endpoint, region: REGION, credentials: CREDENTIALS });
}

/** Holds and releases an environment by its runner's mapping, as docs/runbook.md has it. */
export class MappingSwitch {
  /** @param UUID the output `RunnerEventSourceMappingId` */
  constructor(
    private readonly client: LambdaClient,
    private readonly UUID: string,
  ) {}

  /** Asks for it, and does not wait for it. */
  set(Enabled: boolean): Promise<EventSourceMappingConfiguration> {
    return this.client.send(new UpdateEventSourceMappingCommand({ UUID: this.UUID, Enabled }));
  }

  get(): Promise<EventSourceMappingConfiguration> {
    return this.client.send(new GetEventSourceMappingCommand({ UUID: this.UUID }));
  }

  async becomes(state: 'Disabled' | 'Enabled'): Promise<void> {
    await waitUntil(
      `the mapping is ${state}`,
      async () => (await this.get()).State === state,
      10_000,
    );
  }

  async hold(): Promise<void> {
    await this.set(false);
    await this.becomes('Disabled');
  }

  async release(): Promise<void> {
    await this.set(true);
    await this.becomes('Enabled');
  }
}
