import { z } from 'zod';
import { inert, readDeclared } from './declared';
import type { Deployment } from './deployment';
import { startMapping } from './event-source-mapping';
import type { Intrinsic } from './intrinsics';
import { arnOf } from './physical';
import { functionOf, queueUrlOf } from './resources';

/** What one request to SQS gives, and the most that Lambda takes without a window. */
const MAX_SIZE_AT_ONCE = 10;

/** By Lambda's limits, which differ by the kind of queue (API reference, CreateEventSourceMapping). */
const mapping = z
  .strictObject({
    BatchSize: z.int().min(1).max(10_000).default(10),
    EventSourceArn: z.string(),
    FunctionName: z.string(),
    FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
    MaximumBatchingWindowInSeconds: z.int().min(0).max(300).default(0),
    ScalingConfig: z.strictObject({ MaximumConcurrency: z.int().min(2).max(1000) }).optional(),
    Tags: inert,
  })
  .refine(
    ({ BatchSize, MaximumBatchingWindowInSeconds: window }) =>
      BatchSize <= MAX_SIZE_AT_ONCE || window > 0,
    'a batch of more than 10 messages needs a batching window',
  )
  .refine(
    ({ EventSourceArn, MaximumBatchingWindowInSeconds: window }) =>
      !EventSourceArn.endsWith('.fifo') || window === 0,
    'a FIFO queue has no batching window',
  );

/** Hands a queue's messages to a function. */
export function deployMapping(
  deployment: Deployment,
  logicalId: string,
  properties: Readonly<Record<string, Intrinsic>>,
): void {
  const declared = readDeclared(`the event source mapping ${logicalId}`, mapping, properties);
  const { EventSourceArn, FunctionName, FunctionResponseTypes } = declared;
  const target = functionOf(deployment, FunctionName);
  const id = deployment.physical.ref(logicalId);
  const started = startMapping(
    deployment.aws.sqs,
    {
      id,
      arn: arnOf('AWS::Lambda::EventSourceMapping', id),
      functionArn: arnOf('AWS::Lambda::Function', target.spec.name),
      queueArn: EventSourceArn,
      queueUrl: queueUrlOf(deployment, EventSourceArn),
      batchSize: declared.BatchSize,
      windowSeconds: declared.MaximumBatchingWindowInSeconds,
      partialBatchResponse: FunctionResponseTypes.length > 0,
      maxConcurrency: declared.ScalingConfig?.MaximumConcurrency,
    },
    target,
  );
  deployment.mappings.push(started);
  deployment.stopping.unshift(started);
}
