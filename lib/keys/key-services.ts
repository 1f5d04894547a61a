import { Arn, ArnFormat, Stack, Token } from 'aws-cdk-lib';
import {
  ArnPrincipal,
  type Conditions,
  PolicyStatement,
  type PolicyStatementProps,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { needInPolicy } from './key-policy';
import { KEY_ACTIONS, type KeyService, throughService } from './key-rights';

// What a key's policy lets services do, and this account's own policies. No statement names a resource, which would have
// to wait for the key, and the key for it.

/** What a service asks for that keeps data keys beside the data: AWS's patterns of actions, written out. */
const KEEPING = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** Lets policies of this account's roles allow the use of a key through SQS. Most keys let them allow anything. */
export function letRolesUseQueues(key: IKey): void {
  letRoles(key, 'UseQueues', 'sqs', KEY_ACTIONS.send);
}

/** The same of S3. */
export function letRolesUseObjects(key: IKey): void {
  letRoles(key, 'UseObjects', 's3', [...KEY_ACTIONS.read, ...KEY_ACTIONS.write]);
}

/**
 * The same of DynamoDB, and lets who creates a table hand the key on to it.
 *
 * Source: Amazon DynamoDB Developer Guide, "DynamoDB encryption at rest usage notes".
 */
export function letRolesUseTables(key: IKey): void {
  letRoles(key, 'UseTables', 'dynamodb', ['kms:CreateGrant', ...KEEPING]);
}

/** Lets EventBridge's rules send to this account's queues. */
export function letRulesSend(key: IKey): void {
  letSend(key, 'SendEvents', 'events.amazonaws.com');
}

/** Lets S3's notifications send to this account's queues. */
export function letBucketsSend(key: IKey): void {
  letSend(key, 'SendNotifications', 's3.amazonaws.com');
}

/**
 * Lets CloudWatch alarms publish to a topic that the key encrypts.
 *
 * Source: Amazon SNS Developer Guide, "Managing Amazon SNS encryption keys and costs".
 */
export function letAlarmsPublish(key: IKey): void {
  letService(key, 'PublishAlarms', 'cloudwatch.amazonaws.com', KEY_ACTIONS.send, {
    StringEquals: { 'aws:SourceAccount': key.env.account },
    ArnLike: {
      'aws:SourceArn': ownArns(key, 'cloudwatch', 'alarm', ArnFormat.COLON_RESOURCE_NAME),
    },
  });
}

/**
 * Lets CloudWatch Logs use the key for this account's log groups.
 *
 * Source: Amazon CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS Key Management Service".
 */
export function letLogsUse(key: IKey): void {
  letService(key, 'KeepLogs', `logs.${key.env.region}.amazonaws.com`, KEEPING, {
    ArnLike: {
      'kms:EncryptionContext:aws:logs:arn': ownArns(
        key,
        'logs',
        'log-group',
        ArnFormat.COLON_RESOURCE_NAME,
      ),
    },
  });
}

/**
 * The actions are those of the Amazon SQS Developer Guide, "Configure KMS permissions for AWS services". Not by
 * `aws:SourceArn` or `aws:SourceAccount`, which EventBridge does not hand on to KMS (so the Amazon SNS Developer Guide
 * of its topics): by the queue's ARN, which SQS gives with each request, as its encryption context. Whose rule or
 * bucket sends is what the queue's own policy says.
 */
function letSend(key: IKey, sid: string, service: string): void {
  letService(key, sid, service, KEY_ACTIONS.send, {
    ArnLike: {
      'kms:EncryptionContext:aws:sqs:arn': ownArns(key, 'sqs', '*', ArnFormat.NO_RESOURCE_NAME),
    },
  });
}

function letService(
  key: IKey,
  sid: string,
  service: string,
  actions: readonly string[],
  conditions: Conditions,
): void {
  const principals = [new ServicePrincipal(service)];
  need(key, { sid, principals, actions: [...actions], conditions });
}

function letRoles(key: IKey, sid: string, service: KeyService, actions: readonly string[]): void {
  const { account } = key.env;
  const root = {
    partition: partitionOf(key),
    service: 'iam',
    region: '',
    account,
    resource: 'root',
  };
  const principals = [new ArnPrincipal(Arn.format(root))];
  need(key, { sid, principals, actions: [...actions], conditions: throughService(key, service) });
}

function need(key: IKey, statement: PolicyStatementProps): void {
  // In a key's policy all resources are that key.
  needInPolicy(key, new PolicyStatement({ ...statement, resources: ['*'] }));
}

/** All of a kind in the key's account and region, which are the stack's. */
function ownArns(key: IKey, service: string, resource: string, arnFormat: ArnFormat): string {
  const { account, region } = key.env;
  const parts = { partition: partitionOf(key), account, region, service, resource, arnFormat };
  return Arn.format(
    arnFormat === ArnFormat.NO_RESOURCE_NAME ? parts : { ...parts, resourceName: '*' },
  );
}

/** Of an imported key it stands in the ARN; that of another one must not stand in its own policy. */
function partitionOf(key: IKey): string {
  const stack = Stack.of(key);
  if (Token.isUnresolved(key.keyArn)) return stack.partition;
  return stack.splitArn(key.keyArn, ArnFormat.SLASH_RESOURCE_NAME).partition ?? stack.partition;
}
