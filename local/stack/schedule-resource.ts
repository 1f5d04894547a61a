import { z } from 'zod';
import { inert, readDeclared } from './declared';
import type { Deployment } from './deployment';
import type { Intrinsic } from './intrinsics';
import { queueUrlOf } from './resources';

const MINUTE_MS = 60_000;

const target = z.strictObject({
  Arn: z.string(),
  DeadLetterConfig: z.strictObject({ Arn: z.string() }).optional(),
  Input: z.string(),
  RetryPolicy: inert,
  RoleArn: z.string().optional(),
});

const time = z.iso.datetime().transform((text) => new Date(text));

/** Exactly at its time, or within so many minutes after it. */
const flexibleTimeWindow = z.discriminatedUnion('Mode', [
  z.strictObject({ Mode: z.literal('OFF') }),
  z.strictObject({
    Mode: z.literal('FLEXIBLE'),
    MaximumWindowInMinutes: z.int().min(1).max(1440),
  }),
]);

const schedule = z.strictObject({
  Description: inert,
  EndDate: time.optional(),
  FlexibleTimeWindow: flexibleTimeWindow,
  Name: inert,
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  StartDate: time.optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Target: target,
});

export function deploySchedule(
  deployment: Deployment,
  logicalId: string,
  properties: Readonly<Record<string, Intrinsic>>,
): void {
  const { Target, FlexibleTimeWindow, ...declared } = readDeclared(
    `the schedule ${logicalId}`,
    schedule,
    properties,
  );
  const deadLetterArn = Target.DeadLetterConfig?.Arn;
  deployment.schedules.add({
    name: deployment.physical.ref(logicalId),
    expression: declared.ScheduleExpression,
    timeZone: declared.ScheduleExpressionTimezone,
    start: declared.StartDate,
    end: declared.EndDate,
    paused: declared.State === 'DISABLED',
    windowMs:
      FlexibleTimeWindow.Mode === 'OFF' ? 0 : FlexibleTimeWindow.MaximumWindowInMinutes * MINUTE_MS,
    targetArn: Target.Arn,
    input: Target.Input,
    sqs: Target.RoleArn === undefined ? undefined : deployment.aws.sqsAs(Target.RoleArn, logicalId),
    deadLetterQueueUrl: deadLetterArn && queueUrlOf(deployment, deadLetterArn),
  });
}
