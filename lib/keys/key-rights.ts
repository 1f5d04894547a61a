import { Token, TokenComparison } from 'aws-cdk-lib';
import { Grant, type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { needInPolicy } from './key-policy';

/**
 * What SQS, DynamoDB and S3 ask KMS for in the name of who calls them.
 *
 * Source: Amazon SQS Developer Guide, "Configure KMS permissions for producers" and "… for consumers"; Amazon DynamoDB
 * Developer Guide, "Monitoring DynamoDB interaction with AWS KMS": of who uses a table, only to decrypt its key; Amazon
 * S3 User Guide, "Using server-side encryption with AWS KMS keys".
 */
export const KEY_ACTIONS = {
  send: ['kms:Decrypt', 'kms:GenerateDataKey'],
  read: ['kms:Decrypt'],
  write: ['kms:GenerateDataKey'],
} as const;

export type KeyUse = keyof typeof KEY_ACTIONS;

/** The services that use a key in the name of who calls them. */
export type KeyService = 'sqs' | 'dynamodb' | 's3';

/** Allows using a key through one service, and not by itself. */
export function grantKey(key: IKey, grantee: IGrantable, service: KeyService, use: KeyUse): Grant {
  const statement = { actions: [...KEY_ACTIONS[use]], conditions: throughService(key, service) };
  const grant = Grant.addToPrincipal({ ...statement, grantee, resourceArns: [key.keyArn] });
  if (grant.success && !isElsewhere(key, grantee)) return grant;
  // As with a queue of that account: its own policy alone does not do, or is none of CDK's.
  const principals = [grantee.grantPrincipal];
  needInPolicy(key, new PolicyStatement({ ...statement, principals, resources: ['*'] }));
  return grant;
}

function isElsewhere(key: IKey, { grantPrincipal: { principalAccount } }: IGrantable): boolean {
  if (principalAccount === undefined) return false;
  return Token.compareStrings(principalAccount, key.env.account) === TokenComparison.DIFFERENT;
}

/** Source: AWS KMS Developer Guide, "kms:ViaService". */
export function throughService(key: IKey, service: KeyService) {
  return { StringEquals: { 'kms:ViaService': `${service}.${key.env.region}.amazonaws.com` } };
}
