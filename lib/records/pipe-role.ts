import { Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import {
  PolicyDocument,
  PolicyStatement,
  type PolicyStatementProps,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { onlyForOwn } from '../checks/places';
import { KEY_ACTIONS, throughService } from '../keys/key-rights';

/** All that a Pipe from a DynamoDB stream to an event bus touches. */
export interface PipeRoleProps {
  readonly records: Table;
  readonly streamArn: string;
  readonly eventBusArn: string;
  readonly deadLetterQueueArn: string;
  readonly logGroupArn: string;
}

/** What the Pipe acts as. Its rights stand in the role itself: CloudFormation makes the Pipe after it. */
export function createPipeRole(scope: Construct, id: string, props: PipeRoleProps): Role {
  return new Role(scope, id, {
    assumedBy: new ServicePrincipal('pipes.amazonaws.com', {
      conditions: onlyForOwn(Stack.of(scope), 'pipes', 'pipe'),
    }),
    inlinePolicies: { Pipe: rightsOf(props) },
  });
}

function rightsOf(props: PipeRoleProps): PolicyDocument {
  const rights = [
    {
      actions: [
        'dynamodb:DescribeStream',
        'dynamodb:GetRecords',
        'dynamodb:GetShardIterator',
        'dynamodb:ListStreams',
      ],
      resources: [props.streamArn],
    },
    { actions: ['events:PutEvents'], resources: [props.eventBusArn] },
    { actions: ['sqs:SendMessage'], resources: [props.deadLetterQueueArn] },
    { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [props.logGroupArn] },
    ...keyRightsOf(props.records),
  ];
  return new PolicyDocument({ statements: rights.map((right) => new PolicyStatement(right)) });
}

/** The stream is encrypted as its table is; which table, DynamoDB says in each request to KMS. */
function keyRightsOf({ encryptionKey: key, tableName }: Table): PolicyStatementProps[] {
  if (key === undefined) return [];
  const ofTable = { StringEquals: { 'kms:EncryptionContext:aws:dynamodb:tableName': tableName } };
  const resources = [key.keyArn];
  return [
    { actions: [...KEY_ACTIONS.read], resources, conditions: ofTable },
    { actions: [...KEY_ACTIONS.send], resources, conditions: throughService(key, 'sqs') },
  ];
}
