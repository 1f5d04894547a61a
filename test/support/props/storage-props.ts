import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { LOG_RETENTION } from '../../../lib/storage/log-groups';
import type { StorageOptions } from '../../../lib/storage/storage-options';
import type { PropTable } from './prop-case';

const KEY = 'arn:aws:kms:eu-central-1:111111111111:key/mine';

/** Those of whatever keeps something: the same everywhere. */
export const storageProps = {
  encryptionKey: {
    accepted: (stack) => ({ encryptionKey: Key.fromKeyArn(stack, 'Mine', KEY) }),
    shows: () => ['AWS::SQS::Queue', { KmsMasterKeyId: KEY }],
    refused: {
      given: (stack) => ({
        encryptionKey: Key.fromKeyArn(stack, 'Mine', KEY.replace('central', 'west')),
      }),
      error: "encryptionKey is in region eu-west-1: give one of the stack's, eu-central-1",
    },
  },
  logRetention: {
    accepted: () => ({ logRetention: RetentionDays.ONE_WEEK }),
    shows: () => ['AWS::Logs::LogGroup', { RetentionInDays: 7 }],
    refused: {
      given: () => ({ logRetention: 42 }),
      error: `logRetention is 42 days: ${LOG_RETENTION.rule}, or INFINITE`,
    },
    atDeployment: { given: ({ number }) => ({ logRetention: number }) },
  },
} satisfies PropTable<StorageOptions>['props'];
