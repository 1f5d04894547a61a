import { z } from 'zod';
import { inert, readDeclared } from './declared';
import type { Deployment } from './deployment';
import { type BusRuleTarget, busArn } from './event-buses';
import { readEventPattern } from './event-pattern';
import type { Intrinsic } from './intrinsics';
import { queueUrlOf } from './resources';
import { inputTransformer, readRuleInput } from './rule-input';

export function deployEventBus({ buses, physical }: Deployment, logicalId: string): void {
  buses.add(physical.attribute(logicalId, 'Arn'));
}

/** A queue, a topic or a bus. What is to be done when it takes nothing makes no difference here. */
const target = z.strictObject({
  Arn: z
    .string()
    .regex(
      /^arn:aws:(sqs:|sns:|events:.*:event-bus\/)/,
      'only queues, topics and event buses can be targets',
    ),
  DeadLetterConfig: inert,
  Id: inert,
  InputTransformer: inputTransformer.optional(),
  RetryPolicy: inert,
  RoleArn: inert,
  SqsParameters: z.strictObject({ MessageGroupId: z.string() }).optional(),
});

type Target = z.infer<typeof target>;

const rule = z.strictObject({
  Description: inert,
  EventBusName: z.string().default('default'),
  EventPattern: z.record(z.string(), z.unknown()),
  Name: inert,
  RoleArn: inert,
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Tags: inert,
  Targets: z.array(target).default([]),
});

/** Lets a rule of a bus tell its events. */
export function deployRule(
  deployment: Deployment,
  logicalId: string,
  properties: Readonly<Record<string, Intrinsic>>,
): void {
  const { EventBusName, EventPattern, State, Targets } = readDeclared(
    `the rule ${logicalId}`,
    rule,
    properties,
  );
  if (State === 'DISABLED') return;
  deployment.buses.addRule(busArn(EventBusName), {
    name: deployment.physical.ref(logicalId),
    matches: readEventPattern(EventPattern),
    targets: Targets.map((one) => targetOf(deployment, one)),
  });
}

/** @throws Error when it is a bus that is not there, or is told in words and no topic */
function targetOf(deployment: Deployment, declared: Target): BusRuleTarget {
  const { Arn, InputTransformer, SqsParameters } = declared;
  if (Arn.startsWith('arn:aws:sns:')) {
    const tell = InputTransformer === undefined ? JSON.stringify : readRuleInput(InputTransformer);
    return { topicArn: Arn, tell };
  }
  if (InputTransformer !== undefined) {
    throw new Error(
      `the local stack tells only topics in words, not ${Arn}: teach local/stack/bus-resources.ts`,
    );
  }
  if (Arn.startsWith('arn:aws:sqs:')) {
    const messageGroupId = SqsParameters?.MessageGroupId;
    return { queueUrl: queueUrlOf(deployment, Arn), messageGroupId };
  }
  deployment.buses.check(Arn);
  return { busArn: Arn };
}
