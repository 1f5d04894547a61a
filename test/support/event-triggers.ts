import { Template } from 'aws-cdk-lib/assertions';
import { AirflowCommand, type EventTriggerOptions } from '../../lib';
import { queueInStack } from './template';

export const STOPPED: EventTriggerOptions = {
  eventPattern: { source: ['aws.ec2'], detail: { state: ['stopped'] } },
  command: AirflowCommand.trigger('clean_up'),
};

/** A queue with one event trigger. */
export function triggerInStack(options: Partial<EventTriggerOptions> = {}, id = 'stopped') {
  const { stack, queue } = queueInStack();
  const trigger = queue.addEventTrigger(id, { ...STOPPED, ...options });
  return { stack, queue, trigger, template: Template.fromStack(stack) };
}
