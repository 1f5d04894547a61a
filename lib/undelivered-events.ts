import { Stack } from 'aws-cdk-lib';
import type { IRuleTarget } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { LazyQueue } from './lazy-queue';
import type { Monitoring } from './monitoring';
import { onlyForOwn } from './places';

/**
 * The queue of the events that an environment's rules could not deliver, with its alarm. Apart from the
 * dead-letter queues, since SQS moves only such messages back that it has itself moved there.
 */
export function undeliveredEvents(scope: Construct, id: string, monitoring: Monitoring): LazyQueue {
  return new LazyQueue(scope, id, (queue) => {
    letRulesSend(queue);
    monitoring.watchUndelivered(queue);
  });
}

/**
 * The same target, whose rule keeps in a queue what it could not deliver.
 *
 * @param queue one that lets rules send already: the target adds no right of its own to it
 */
export function keepUndelivered(target: IRuleTarget, queue: IQueue): IRuleTarget {
  return {
    bind: (rule, id) => {
      // With its policy: what the rule cannot deliver before its target's own is there, it can keep. The rule cannot
      // wait for that one, which names the rule.
      rule.node.addDependency(queue);
      return { ...target.bind(rule, id), deadLetterConfig: { arn: queue.queueArn } };
    },
  };
}

/**
 * Lets all rules of the account send, by one statement: one for each rule, as CDK's own targets add, would be more
 * than the 20 that a queue's policy may have (Amazon SQS Developer Guide, "Amazon SQS policy quotas").
 */
function letRulesSend(queue: Queue): void {
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
