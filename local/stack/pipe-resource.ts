import { z } from 'zod';
import { inert, readDeclared } from './declared';
import type { Deployment } from './deployment';
import { readEventPattern } from './event-pattern';
import { readInputTemplate } from './input-template';
import type { Intrinsic } from './intrinsics';
import { createPipe } from './pipe';
import { queueUrlOf } from './resources';

/** Batches and retries make no difference here: each record is handed over once, and well. */
const streamParameters = z.strictObject({
  BatchSize: inert,
  DeadLetterConfig: z.strictObject({ Arn: z.string() }).optional(),
  MaximumBatchingWindowInSeconds: inert,
  MaximumRecordAgeInSeconds: inert,
  MaximumRetryAttempts: inert,
  OnPartialBatchItemFailure: inert,
  ParallelizationFactor: inert,
  StartingPosition: inert,
});

const pipe = z.strictObject({
  Description: inert,
  DesiredState: z.literal('RUNNING').optional(),
  LogConfiguration: inert,
  Name: inert,
  RoleArn: inert,
  Source: z.string(),
  SourceParameters: z.strictObject({
    DynamoDBStreamParameters: streamParameters,
    FilterCriteria: z
      .strictObject({ Filters: z.array(z.strictObject({ Pattern: z.string() })) })
      .optional(),
  }),
  Tags: inert,
  Target: z.string(),
  TargetParameters: z.strictObject({
    EventBridgeEventBusParameters: z.strictObject({ DetailType: z.string(), Source: z.string() }),
    InputTemplate: z.string().optional(),
  }),
});

/** Wires a Pipe from a table's stream to an event bus. */
export function deployPipe(
  deployment: Deployment,
  logicalId: string,
  properties: Readonly<Record<string, Intrinsic>>,
): void {
  const { Source, SourceParameters, Target, TargetParameters } = readDeclared(
    `the Pipe ${logicalId}`,
    pipe,
    properties,
  );
  const { DynamoDBStreamParameters, FilterCriteria } = SourceParameters;
  const { EventBridgeEventBusParameters, InputTemplate } = TargetParameters;
  const deadLetterArn = DynamoDBStreamParameters.DeadLetterConfig?.Arn;
  const { buses, streams, physical, onEvent } = deployment;
  const spec = {
    name: physical.ref(logicalId),
    arn: physical.attribute(logicalId, 'Arn'),
    busArn: Target,
    filters: (FilterCriteria?.Filters ?? []).map((f) => readEventPattern(JSON.parse(f.Pattern))),
    source: EventBridgeEventBusParameters.Source,
    detailType: EventBridgeEventBusParameters.DetailType,
    transform: InputTemplate === undefined ? undefined : readInputTemplate(InputTemplate),
    deadLetterQueue:
      deadLetterArn === undefined ? undefined : { queueUrl: queueUrlOf(deployment, deadLetterArn) },
  };
  buses.check(Target);
  streams.listen(Source, createPipe(spec, buses, onEvent));
}
