import { TableEncryption, type TableProps } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { letRolesUseTables } from '../keys/key-services';

/**
 * By the key that DynamoDB owns unless another is given: what stands in the tables is no secret, and a key of the account
 * costs requests to KMS and has a policy to keep, or to lose the table by.
 */
export function encryptionOf(
  encryptionKey: IKey | undefined,
): Pick<TableProps, 'encryption' | 'encryptionKey'> {
  if (encryptionKey === undefined) return { encryption: TableEncryption.DEFAULT };
  letRolesUseTables(encryptionKey);
  return { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey };
}
