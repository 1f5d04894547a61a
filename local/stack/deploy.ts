import type { SynthesizedStack, TemplateResource } from './assembly';
import { deployEventBus, deployRule } from './bus-resources';
import type { Deploy, Deployment, Parts } from './deployment';
import { type Intrinsic, type Physical, resolve } from './intrinsics';
import { deployMapping } from './mapping-resource';
import { deployNotifications } from './notification-resources';
import { physicalNames } from './physical';
import { deployPipe } from './pipe-resource';
import { deployBucket, deployFunction, deployQueue } from './resources';
import { deploySchedule } from './schedule-resource';
import { deployTable } from './table-resource';

/** In the order in which they need each other. */
const HANDLERS: ReadonlyMap<string, Deploy> = new Map<string, Deploy>([
  ['AWS::SQS::Queue', deployQueue],
  ['AWS::S3::Bucket', deployBucket],
  ['AWS::DynamoDB::Table', deployTable],
  ['AWS::Events::EventBus', deployEventBus],
  ['AWS::Events::Rule', deployRule],
  ['AWS::Pipes::Pipe', deployPipe],
  ['AWS::Lambda::Function', deployFunction],
  ['Custom::S3BucketNotifications', deployNotifications],
  ['AWS::Lambda::EventSourceMapping', deployMapping],
  ['AWS::Scheduler::Schedule', deploySchedule],
]);

/** Permissions, policies, keys, logs, topics, what is watched by, and the network: nothing runs in them. */
const INERT_TYPES = new Set([
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::SecurityGroupEgress',
  'AWS::EC2::SecurityGroupIngress',
  'AWS::EC2::VPCEndpoint',
  'AWS::Events::EventBusPolicy',
  'AWS::IAM::OIDCProvider',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::QueryDefinition',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
]);

/**
 * Makes what a stack declares.
 *
 * @throws Error for a resource type that the local stack does not know
 */
export async function deploy(stack: SynthesizedStack, parts: Parts): Promise<void> {
  for (const { Type } of stack.resources.values()) {
    if (HANDLERS.has(Type) || INERT_TYPES.has(Type)) continue;
    throw new Error(`the local stack cannot run ${Type}: teach local/stack/deploy.ts`);
  }
  const physical = physicalNames(stack, parts.aws.endpoint);
  const deployment: Deployment = { ...parts, stack, physical };
  for (const [type, handler] of HANDLERS) {
    for (const [logicalId, resource] of stack.resources) {
      if (resource.Type !== type) continue;
      await handler(deployment, logicalId, resolveProperties(resource, physical));
    }
  }
}

function resolveProperties(resource: TemplateResource, physical: Physical) {
  return resolve(resource.Properties ?? {}, physical) as Readonly<Record<string, Intrinsic>>;
}
