import { Stack } from 'aws-cdk-lib';
import type { IRuleTarget } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { onlyForOwn } from './places';

/**
 * Lets all rules of the account keep in a queue what they could not deliver: a statement for each would be
 * more than the 20 that a queue's policy may have (Amazon SQS Developer Guide, "Amazon SQS policy quotas").
 */
export function letRulesSend(queue: Queue): void {
  queue.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AllowEventRules',
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: onlyForOwn(Stack.of(queue), 'events', 'rule'),
    }),
  );
}

/**
 * The same target, whose rule keeps what it could not deliver within a day in a queue.
 *
 * @param queue one that `letRulesSend` was called for: the target adds no right of its own to it
 */
export function keepUndelivered(target: IRuleTarget, queue: IQueue): IRuleTarget {
  return {
    bind: (rule, id) => ({ ...target.bind(rule, id), deadLetterConfig: { arn: queue.queueArn } }),
  };
}
