import { z } from 'zod';
import { inert, readDeclared } from './declared';
import type { Deployment } from './deployment';
import { type BusRuleTarget, busArn } from './event-buses';
import { readEventPattern } from './event-pattern';
import type { Intrinsic } from './intrinsics';
import { queueUrlOf } from './resources';

export function deployEventBus({ buses, physical }: Deployment, logicalId: string): void {
  buses.add(physical.attribute(logicalId, 'Arn'));
}

/** A queue or a bus that gets the whole event. What is to be done when it takes none makes no difference here. */
const target = z.strictObject({
  Arn: z
    .string()
    .regex(/^arn:aws:(sqs:|events:.*:event-bus\/)/, 'only queues and event buses can be targets'),
  DeadLetterConfig: inert,
  Id: inert,
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

/** Lets a rule of a bus send its events to queues. */
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

/** @throws Error when it is a bus that is not there */
function targetOf(deployment: Deployment, { Arn, SqsParameters }: Target): BusRuleTarget {
  if (Arn.startsWith('arn:aws:sqs:')) {
    const messageGroupId = SqsParameters?.MessageGroupId;
    return { queueUrl: queueUrlOf(deployment, Arn), messageGroupId };
  }
  deployment.buses.check(Arn);
  return { busArn: Arn };
}
