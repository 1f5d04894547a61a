import { CfnElement, Stack, Validations } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** Allows reading the manifests of all triggers. */
export function grantReadManifests(manifests: IBucket, grantee: IGrantable): Grant {
  return grantObjects(manifests, grantee, 's3:GetObject', '*');
}

/** Allows writing the manifests of one trigger. */
export function grantWriteManifests(
  manifests: IBucket,
  grantee: IGrantable,
  triggerName: string,
): Grant {
  return grantObjects(manifests, grantee, 's3:PutObject', `${triggerName}/*`);
}

function grantObjects(bucket: IBucket, grantee: IGrantable, action: string, keys: string): Grant {
  acknowledgeKeys(bucket, grantee, keys);
  return Grant.addToPrincipal({
    grantee,
    actions: [action],
    resourceArns: [bucket.arnForObjects(keys)],
  });
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
