import { RemovalPolicy, Token } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

const DAYS = Object.values(RetentionDays)
  .filter((value) => typeof value === 'number')
  .filter((days) => days !== RetentionDays.INFINITE);

/** How many days CloudWatch Logs may keep what is logged (API reference, PutRetentionPolicy). */
export const LOG_RETENTION = { days: DAYS, rule: `give one of ${DAYS.join(', ')}` } as const;

export interface LogGroupOptions {
  /** @default RetentionDays.THREE_MONTHS */
  readonly logRetention?: RetentionDays;
}

/** A log group that forgets in time, and goes with its stack. */
export function createLogGroup(scope: Construct, id: string, options: LogGroupOptions): LogGroup {
  return new LogGroup(scope, id, {
    retention: options.logRetention ?? RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}

/** What is known only at deployment passes. */
export function checkLogRetention(retention: RetentionDays | undefined): void {
  if (retention === undefined || Token.isUnresolved(retention)) return;
  if (retention === RetentionDays.INFINITE || DAYS.includes(retention)) return;
  throw new Error(`logRetention is ${retention} days: ${LOG_RETENTION.rule}, or INFINITE`);
}
