import { Duration, RemovalPolicy, Tokenization } from 'aws-cdk-lib';
import {
  type Attribute,
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
} from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { MIN_RECORD_RETENTION_DAYS } from '../../lambda/contract/limits';
import {
  DEAD_LETTER_ATTRIBUTES,
  INDEXED_ATTRIBUTES,
  RECORDS_TABLE,
} from '../../lambda/contract/record';
import { checkDuration } from '../checks/value-checks';
import { grantKey } from '../keys/key-rights';
import { MESSAGE_RETENTION } from '../queues/queues';
import { encryptionOf } from '../storage/table-encryption';

/** How many days a record may be kept. */
export const RECORD_RETENTION = {
  least: MIN_RECORD_RETENTION_DAYS,
  rule: `give whole days, at least ${MIN_RECORD_RETENTION_DAYS}: the commands queue and the dead-letter queue each keep a message ${MESSAGE_RETENTION.toDays()} days, and its record must outlive it`,
} as const;

/** The table of the runner's records. Its stream tells what the records announce. */
export function createRecordsTable(scope: Construct, id: string, encryptionKey?: IKey): Table {
  const table = new Table(scope, id, {
    partitionKey: text(RECORDS_TABLE.partitionKey),
    timeToLiveAttribute: RECORDS_TABLE.expiry,
    billingMode: BillingMode.PAY_PER_REQUEST,
    ...encryptionOf(encryptionKey),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    stream: StreamViewType.NEW_IMAGE,
    // What was run is worth more than a clean account, and a new stack's table has a new name.
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const { history, deadLetters } = RECORDS_TABLE;
  for (const [index, other] of [
    [history, deadLetters],
    [deadLetters, history],
  ] as const) {
    table.addGlobalSecondaryIndex({
      indexName: index.indexName,
      partitionKey: text(index.partitionKey),
      sortKey: text(index.sortKey),
      projectionType: ProjectionType.INCLUDE,
      // Without the other's keys the history could not say when a command ended.
      nonKeyAttributes: [...INDEXED_ATTRIBUTES, other.partitionKey, other.sortKey],
    });
  }
  return table;
}

/** Allows reading single records and both indexes, and nothing else: no scan, no write. */
export function grantRead(table: Table, grantee: IGrantable): Grant {
  const { history, deadLetters } = RECORDS_TABLE;
  const indexes = [history, deadLetters].map(
    ({ indexName }) => `${table.tableArn}/index/${indexName}`,
  );
  const grant = Grant.addToPrincipal({
    grantee,
    actions: ['dynamodb:GetItem', 'dynamodb:Query'],
    resourceArns: [table.tableArn, ...indexes],
  });
  return withKey(grant, table, grantee);
}

/** Whoever uses a table, to read or to write, has DynamoDB decrypt its key. */
function withKey(grant: Grant, { encryptionKey: key }: Table, grantee: IGrantable): Grant {
  return key === undefined ? grant : grant.combine(grantKey(key, grantee, 'dynamodb', 'read'));
}

/**
 * Allows noting in a record that its dead letter is no more, and nothing else of it.
 *
 * Source: Amazon DynamoDB Developer Guide, "Using IAM policy conditions for fine-grained access control".
 */
export function grantForget(table: Table, grantee: IGrantable): Grant {
  const grant = Grant.addToPrincipal({
    grantee,
    actions: ['dynamodb:UpdateItem'],
    resourceArns: [table.tableArn],
    conditions: {
      'ForAllValues:StringEquals': {
        'dynamodb:Attributes': [
          RECORDS_TABLE.partitionKey,
          ...Object.values(DEAD_LETTER_ATTRIBUTES),
        ],
      },
      // For all values of none at all would hold, too.
      Null: { 'dynamodb:Attributes': 'false' },
      // Else the answer could tell the rest of the record.
      StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' },
    },
  });
  return withKey(grant, table, grantee);
}

/**
 * The days that a record is kept, or an upload remembered, as the functions read them.
 *
 * @throws Error which names the least, and why it is that
 */
export function retentionDays(retention: Duration = Duration.days(RECORD_RETENTION.least)): string {
  checkDuration('recordRetention', retention);
  if (!retention.isUnresolved()) checkRetention(retention.toDays({ integral: false }));
  return Tokenization.stringifyNumber(retention.toDays());
}

function checkRetention(days: number): void {
  if (Number.isInteger(days) && days >= RECORD_RETENTION.least) return;
  throw new Error(`recordRetention is ${days} days: ${RECORD_RETENTION.rule}`);
}

function text(name: string): Attribute {
  return { name, type: AttributeType.STRING };
}
