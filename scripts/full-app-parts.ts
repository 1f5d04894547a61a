import type { Stack } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket } from 'aws-cdk-lib/aws-s3';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { AirflowCommand, type MwaaCommandQueue } from '../lib';

export const HERE = { account: '111111111111', region: 'eu-central-1' };

/** As a careful user has it: what is looked at is what the constructs add. */
export function ownBucket(stack: Stack): Bucket {
  const options = { enforceSSL: true, blockPublicAccess: BlockPublicAccess.BLOCK_ALL };
  const logs = new Bucket(stack, 'AccessLogs', options);
  return new Bucket(stack, 'Bucket', { ...options, serverAccessLogsBucket: logs });
}

/** One command of each source that needs no bucket. */
export function addCommands(queue: MwaaCommandQueue): void {
  queue.addSchedule('nightly', {
    schedule: ScheduleExpression.expression('cron(0 2 * * ? *)'),
    command: AirflowCommand.trigger('nightly_report'),
  });
  queue.addEventTrigger('event', {
    eventPattern: { source: ['aws.states'] },
    command: AirflowCommand.trigger('repair'),
  });
}
