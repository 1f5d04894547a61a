import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** How what is kept is kept: messages, records, manifests and logs. */
export interface StorageOptions {
  /** @default - by keys that AWS owns */
  readonly encryptionKey?: IKey;
  /** @default RetentionDays.THREE_MONTHS */
  readonly logRetention?: RetentionDays;
}
