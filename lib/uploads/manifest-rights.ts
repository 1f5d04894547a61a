import { CfnElement, Stack, Validations } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { grantKey } from '../keys/key-rights';

/** Allows reading the manifests of all triggers. */
export function grantReadManifests(manifests: IBucket, grantee: IGrantable): Grant {
  return grantObjects(manifests, grantee, 'read', '*');
}

/** Allows writing the manifests of one trigger. */
export function grantWriteManifests(
  manifests: IBucket,
  grantee: IGrantable,
  triggerName: string,
): Grant {
  return grantObjects(manifests, grantee, 'write', `${triggerName}/*`);
}

/** Each is written at once: of one in parts S3 would decrypt the first ones. */
const ACTIONS = { read: 's3:GetObject', write: 's3:PutObject' } as const;

function grantObjects(
  bucket: IBucket,
  grantee: IGrantable,
  use: keyof typeof ACTIONS,
  keys: string,
): Grant {
  acknowledgeKeys(bucket, grantee, keys);
  const grant = Grant.addToPrincipal({
    grantee,
    actions: [ACTIONS[use]],
    resourceArns: [bucket.arnForObjects(keys)],
  });
  const { encryptionKey: key } = bucket;
  return key === undefined ? grant : grant.combine(grantKey(key, grantee, 's3', use));
}

/** In cdk-nag's words, which have the bucket's logical id: so for policies in the bucket's own stack. */
function acknowledgeKeys(bucket: IBucket, { grantPrincipal }: IGrantable, keys: string): void {
  const element = bucket.node.defaultChild;
  if (!Construct.isConstruct(grantPrincipal)) return;
  if (element === undefined || !CfnElement.isCfnElement(element)) return;
  const logicalId = Stack.of(bucket).getLogicalId(element);
  Validations.of(grantPrincipal).acknowledge({
    id: `AwsSolutions-IAM5[Resource::<${logicalId}.Arn>/${keys}]`,
    reason:
      'A manifest has a name of its own for each batch: only what it begins with is known before',
  });
}
