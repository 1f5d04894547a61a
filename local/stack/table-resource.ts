import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
} from '@aws-sdk/client-dynamodb';
import type { Deployment } from './deployment';
import type { Intrinsic } from './intrinsics';
import type { StreamViewType } from './table-streams';

/** What is used of a table as the template declares it. */
interface TableProperties
  extends Pick<
    CreateTableCommandInput,
    'AttributeDefinitions' | 'BillingMode' | 'KeySchema' | 'ProvisionedThroughput'
  > {
  readonly GlobalSecondaryIndexes?: readonly GlobalSecondaryIndex[];
  readonly LocalSecondaryIndexes?: unknown;
  readonly StreamSpecification?: { readonly StreamViewType: StreamViewType };
}

/** Makes a table with its indexes and its stream. */
export async function deployTable(
  { dynamodb, physical, streams }: Deployment,
  logicalId: string,
  properties: Readonly<Record<string, Intrinsic>>,
): Promise<void> {
  const table = properties as unknown as TableProperties;
  if (table.LocalSecondaryIndexes !== undefined) {
    throw new Error(
      `the local stack cannot make the local indexes of ${logicalId}: teach local/stack/table-resource.ts`,
    );
  }
  const TableName = physical.ref(logicalId);
  const { AttributeDefinitions, BillingMode, KeySchema, ProvisionedThroughput } = table;
  const indexes = table.GlobalSecondaryIndexes?.map((index) => ({
    IndexName: index.IndexName,
    KeySchema: index.KeySchema,
    Projection: index.Projection,
    ProvisionedThroughput: index.ProvisionedThroughput,
  }));
  await dynamodb.client.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions,
      BillingMode,
      KeySchema,
      ProvisionedThroughput,
      GlobalSecondaryIndexes: indexes,
    }),
  );
  await untilActive(dynamodb.client, TableName);
  const viewType = table.StreamSpecification?.StreamViewType;
  if (viewType === undefined) return;
  streams.add(TableName, { arn: physical.attribute(logicalId, 'StreamArn'), viewType });
}

/** A moment: the SDK's own waiter looks again only after 20 seconds. */
async function untilActive(client: DynamoDBClient, TableName: string): Promise<void> {
  for (;;) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    if (Table?.TableStatus === 'ACTIVE') return;
  }
}
