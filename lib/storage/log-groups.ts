import { RemovalPolicy, Token } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { letLogsUse } from '../keys/key-services';
import type { StorageOptions } from './storage-options';

const DAYS = Object.values(RetentionDays)
  .filter((value) => typeof value === 'number')
  .filter((days) => days !== RetentionDays.INFINITE);

/** How many days CloudWatch Logs may keep what is logged (API reference, PutRetentionPolicy). */
export const LOG_RETENTION = { days: DAYS, rule: `give one of ${DAYS.join(', ')}` } as const;

/**
 * A log group that forgets in time, and goes with its stack.
 *
 * @throws Error for a retention that CloudWatch Logs does not have
 */
export function createLogGroup(scope: Construct, id: string, options: StorageOptions): LogGroup {
  checkLogRetention(options.logRetention);
  if (options.encryptionKey !== undefined) letLogsUse(options.encryptionKey);
  return new LogGroup(scope, id, {
    retention: options.logRetention ?? RetentionDays.THREE_MONTHS,
    encryptionKey: options.encryptionKey,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}

/** What is known only at deployment passes. */
function checkLogRetention(retention: RetentionDays | undefined): void {
  if (retention === undefined || Token.isUnresolved(retention)) return;
  if (retention === RetentionDays.INFINITE || DAYS.includes(retention)) return;
  throw new Error(`logRetention is ${retention} days: ${LOG_RETENTION.rule}, or INFINITE`);
}
