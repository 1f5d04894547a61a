import { CfnRule, type IRuleTarget } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { letRulesSend } from '../keys/key-services';

/**
 * Has a rule send to a queue, and keep in another what it could not deliver. Of a queue with a key CDK's own target
 * lets every rule send, and gives EventBridge more of the key than it needs.
 *
 * @param undelivered one that lets rules send already: the target adds no right of its own to it
 */
export function queueTarget(queue: Queue, undelivered: IQueue): IRuleTarget {
  return {
    bind(rule) {
      // With its policy: what the rule cannot deliver before its target's own is there, it can keep. The rule cannot
      // wait for that one, which names the rule.
      rule.node.addDependency(undelivered);
      queue.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal('events.amazonaws.com')],
          actions: ['sqs:SendMessage'],
          resources: [queue.queueArn],
          conditions: { ArnEquals: { 'aws:SourceArn': CfnRule.arnForRule(rule) } },
        }),
      );
      if (queue.encryptionMasterKey !== undefined) letRulesSend(queue.encryptionMasterKey);
      return { arn: queue.queueArn, deadLetterConfig: { arn: undelivered.queueArn } };
    },
  };
}
