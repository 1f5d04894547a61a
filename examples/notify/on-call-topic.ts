import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, type Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/**
 * Encrypted, and closed without TLS. The key is one of your own: CloudWatch alarms cannot use the one that AWS
 * keeps for SNS.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export class OnCallTopic extends Construct {
  readonly topic: Topic;

  private readonly key: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Encrypts what people on call are told',
      enableKeyRotation: true,
    });
    this.topic = new Topic(this, 'Topic', { masterKey: this.key, enforceSSL: true });
    this.topic.grantPublish(this.ownAlarms());
  }

  /** Lets a role publish. CDK's own `grantPublish` names KMS's actions by a pattern. */
  allowPublish(role: Role): void {
    const allow = (actions: string[], arn: string) =>
      role.addToPolicy(new PolicyStatement({ actions, resources: [arn] }));
    allow(['sns:Publish'], this.topic.topicArn);
    allow(['kms:Decrypt', 'kms:GenerateDataKey'], this.key.keyArn);
  }

  /** CloudWatch, when it acts for an alarm of this account and region. */
  private ownAlarms(): ServicePrincipal {
    const stack = Stack.of(this);
    const alarms = stack.formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return new ServicePrincipal('cloudwatch.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        ArnLike: { 'aws:SourceArn': alarms },
      },
    });
  }
}
