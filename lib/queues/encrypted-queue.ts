import { Duration } from 'aws-cdk-lib';
import { type GrantOnKeyResult, type IGrantable, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { grantKey } from '../keys/key-rights';
import { letRolesUseQueues } from '../keys/key-services';

/**
 * How long SQS goes on with a data key of each sender and receiver: from a minute to 24 hours. At its own five minutes
 * each idle queue, which Lambda asks all the time, would cost some 9,000 requests to KMS a month and more; at an hour a
 * twelfth. It is also how long a queue works on after its key is disabled: short, against the days that messages are kept.
 *
 * Source: Amazon SQS Developer Guide, "Understanding the data key reuse period".
 */
const DATA_KEY_REUSE = Duration.hours(1);

/** A queue that a key of one's own encrypts. What it grants to roles holds through SQS only, and is no more than SQS asks for. */
export class EncryptedQueue extends Queue {
  constructor(
    scope: Construct,
    id: string,
    private readonly key: IKey,
    props: QueueProps,
  ) {
    super(scope, id, {
      ...props,
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      dataKeyReuse: DATA_KEY_REUSE,
    });
    letRolesUseQueues(key);
  }

  public override grantOnKey(grantee: IGrantable, ...actions: string[]): GrantOnKeyResult {
    if (grantee.grantPrincipal instanceof ServicePrincipal) {
      return super.grantOnKey(grantee, ...actions);
    }
    const isSender = actions.some((action) => action.startsWith('kms:GenerateDataKey'));
    return { grant: grantKey(this.key, grantee, 'sqs', isSender ? 'send' : 'read') };
  }
}
