import { onTestFinished } from 'vitest';
import type { OnCall } from '../../local/calls';
import type { SynthesizedStack, TemplateResource } from '../../local/stack/assembly';
import type { BusEvent } from '../../local/stack/bus-event';
import type { StackEvent } from '../../local/stack/events';
import { startLocalStack } from '../../local/stack/local-stack';
import { bundle } from './bundle';

type Resources = Readonly<Record<string, TemplateResource>>;

/** A stack named `Stack`, written by hand. Each function's code is its source's name. */
function handmadeStack(
  resources: Resources,
  sources: Readonly<Record<string, string>> = {},
): SynthesizedStack {
  const folders = new Map(Object.entries(sources).map(([name, code]) => [name, bundle(code)]));
  return {
    name: 'Stack',
    resources: new Map(Object.entries(resources)),
    outputs: new Map(),
    assetFolder: (name) => folders.get(name) ?? '/no/such/folder',
  };
}

/** Runs a handmade stack until the test has finished. `events` holds what it tells. */
export async function runStack(
  resources: Resources,
  options: { readonly sources?: Readonly<Record<string, string>>; readonly onCall?: OnCall } = {},
) {
  const events: StackEvent[] = [];
  const stack = await startLocalStack({
    stacks: [handmadeStack(resources, options.sources)],
    variables: {},
    onEvent: (event) => events.push(event),
    onCall: options.onCall,
  });
  onTestFinished(stack.stop);
  const queueUrl = (logicalId: string) => `${stack.endpoint}/000000000000/Stack-${logicalId}`;
  return { stack, events, queueUrl };
}

/** The events that were put on a bus. */
export function announced(events: readonly StackEvent[]): readonly BusEvent[] {
  return events.flatMap((event) => (event.kind === 'announced' ? [event.event] : []));
}

/** What was lost, and why. */
export function lost(events: readonly StackEvent[]) {
  return events.filter(({ kind }) => kind === 'event-lost');
}

/** A Node function whose code is the source of that name. */
export function functionOf(source: string, properties: object = {}): TemplateResource {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { S3Key: source },
      Timeout: 30,
      ...properties,
    },
  };
}

/** Hands a queue's messages to a function. */
export function mappingOf(queue: string, target: string, batchSize = 1): TemplateResource {
  return {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: { 'Fn::GetAtt': [queue, 'Arn'] },
      FunctionName: { Ref: target },
      BatchSize: batchSize,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    },
  };
}

/** A FIFO queue whose messages hide for so many seconds. */
export function fifoQueue(visibilitySeconds: number): TemplateResource {
  return {
    Type: 'AWS::SQS::Queue',
    Properties: { FifoQueue: true, VisibilityTimeout: visibilitySeconds },
  };
}

/** A table of the records' form: a key, an index, a stream. */
export function tableResource(properties: object = {}): TemplateResource {
  return {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'S' },
        { AttributeName: 'environment', AttributeType: 'S' },
        { AttributeName: 'sentAt', AttributeType: 'S' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'history',
          KeySchema: [
            { AttributeName: 'environment', KeyType: 'HASH' },
            { AttributeName: 'sentAt', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['state'] },
        },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      ...properties,
    },
  };
}

/** A Pipe from that table to the account's own bus, which announces each item's `event`. */
export function pipeResource(properties: object = {}): TemplateResource {
  const event = '$.dynamodb.NewImage.event.M';
  const pattern = {
    dynamodb: { NewImage: { event: { M: { detailType: { S: [{ exists: true }] } } } } },
  };
  return {
    Type: 'AWS::Pipes::Pipe',
    Properties: {
      RoleArn: 'arn:aws:iam::000000000000:role/pipe',
      Source: { 'Fn::GetAtt': ['Records', 'StreamArn'] },
      SourceParameters: {
        DynamoDBStreamParameters: {
          StartingPosition: 'TRIM_HORIZON',
          BatchSize: 10,
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['Lost', 'Arn'] } },
        },
        FilterCriteria: { Filters: [{ Pattern: JSON.stringify(pattern) }] },
      },
      Target: 'arn:aws:events:us-east-1:000000000000:event-bus/default',
      TargetParameters: {
        EventBridgeEventBusParameters: {
          DetailType: `${event}.detailType.S`,
          Source: 'mwaa-cli-queue',
        },
        InputTemplate: `{"id":<${event}.id.S>,"reason":<${event}.reason.S>}`,
      },
      ...properties,
    },
  };
}
