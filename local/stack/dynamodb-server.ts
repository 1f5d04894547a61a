import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { addressOf, close, listen } from '../http-server';
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
  // Else it closes a connection in the very moment in which a busy front uses it again.
  database.keepAliveTimeout = 0;
  const front = createDynamoDbFront(`http://${addressOf(database)}`, hooks);
  const endpoint = `http://${addressOf(await listen(front.server))}`;
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
