import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { onlyForOwn } from '../checks/places';
import { letRulesSend } from '../keys/key-services';
import { LazyQueue } from '../queues/lazy-queue';
import type { SourceParts } from './source-parts';

/**
 * The queue of the events that an environment's rules could not deliver, with its alarm. Apart from the
 * dead-letter queues, since SQS moves only such messages back that it has itself moved there.
 */
export function undeliveredEvents(
  scope: Construct,
  id: string,
  encryptionKey: IKey | undefined,
  { monitoring, redrive }: Pick<SourceParts, 'monitoring' | 'redrive'>,
): LazyQueue {
  return new LazyQueue(scope, id, encryptionKey, (queue) => {
    letRulesSendTo(queue);
    if (encryptionKey !== undefined) letRulesSend(encryptionKey);
    monitoring.watchUndelivered(queue);
    redrive.add('byHand', queue);
  });
}

/**
 * Lets all rules of the account send, by one statement: one for each rule, as CDK's own targets add, would be more
 * than the 20 that a queue's policy may have (Amazon SQS Developer Guide, "Amazon SQS policy quotas").
 */
function letRulesSendTo(queue: Queue): void {
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
