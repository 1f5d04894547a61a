import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CREDENTIALS, REGION } from './account';
import { createDynamoDbFront, type DynamoDbHooks } from './dynamodb-front';

/** DynamoDB on a port of this machine, its items in memory. It forgets no item in time. */
export interface DynamoDbServer {
  readonly endpoint: string;
  readonly client: DynamoDBClient;
  stop(): Promise<void>;
}

export async function startDynamoDb(hooks: DynamoDbHooks): Promise<DynamoDbServer> {
  const { default: dynalite } = await import('dynalite');
  const database = await listen(dynalite({ createTableMs: 0 }));
  const front = createDynamoDbFront(addressOf(database), hooks);
  const endpoint = addressOf(await listen(front.server));
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials: CREDENTIALS });
  return {
    endpoint,
    client,
    async stop() {
      client.destroy();
      await close(front.server);
      await front.settle();
      await close(database);
    },
  };
}

async function listen(server: Server): Promise<Server> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
