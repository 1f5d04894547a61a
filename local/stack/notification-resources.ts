import { z } from 'zod';
import { inert, readDeclared } from './declared';
import type { Deployment } from './deployment';
import type { Intrinsic } from './intrinsics';
import { queueUrlOf } from './resources';

const filterRule = z.strictObject({ Name: z.enum(['prefix', 'suffix']), Value: z.string() });

const queueConfiguration = z.strictObject({
  Events: z.tuple([z.literal('s3:ObjectCreated:*')]),
  QueueArn: z.string(),
  Filter: z.strictObject({ Key: z.strictObject({ FilterRules: z.array(filterRule) }) }).optional(),
});

/** CDK's own resource, which adds to a bucket's notification configuration. */
const notifications = z.strictObject({
  BucketName: z.string(),
  Managed: inert,
  NotificationConfiguration: z.strictObject({
    EventBridgeConfiguration: z.strictObject({}).optional(),
    QueueConfigurations: z.array(queueConfiguration).default([]),
  }),
  ServiceToken: inert,
  SkipDestinationValidation: inert,
});

/** Has a bucket's events sent to queues, and told to EventBridge. */
export function deployNotifications(
  deployment: Deployment,
  logicalId: string,
  properties: Readonly<Record<string, Intrinsic>>,
): void {
  const { BucketName: bucket, NotificationConfiguration } = readDeclared(
    `the notifications ${logicalId}`,
    notifications,
    properties,
  );
  const { EventBridgeConfiguration, QueueConfigurations } = NotificationConfiguration;
  if (EventBridgeConfiguration !== undefined) deployment.notifications.enableEventBridge(bucket);
  for (const { QueueArn, Filter } of QueueConfigurations) {
    const rules = Filter?.Key.FilterRules ?? [];
    const value = (name: string) => rules.find(({ Name }) => Name === name)?.Value ?? '';
    deployment.notifications.add({
      bucket,
      prefix: value('prefix'),
      suffix: value('suffix'),
      queueUrl: queueUrlOf(deployment, QueueArn),
    });
  }
}
