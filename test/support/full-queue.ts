import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { AirflowCommand, type MwaaCommandQueueProps } from '../../lib';
import { queueInStack } from './template';

/** A queue with all that can be watched. */
export function fullQueue(props: Partial<MwaaCommandQueueProps> = {}) {
  const { stack, queue } = queueInStack(props);
  const schedule = ScheduleExpression.expression('rate(1 day)');
  const command = AirflowCommand.text('version');
  const eventPattern = { source: ['aws.ec2'] };
  const bucket = new Bucket(stack, 'B');
  queue.addUploadTrigger('U', { bucket, dagId: 'd', viaEventBridge: true });
  queue.addSchedule('s', { schedule, command });
  queue.addEventTrigger('e', { eventPattern, command });
  return { stack, queue, bucket, command, eventPattern };
}
