import type { Deployment } from './deployment';
import type { Intrinsic } from './intrinsics';
import { functionOf, queueUrlOf } from './resources';

export async function deployNotifications(
  deployment: Deployment,
  _logicalId: string,
  properties: Readonly<Record<string, Intrinsic>>,
): Promise<void> {
  const { NotificationConfiguration, BucketName } = properties;
  const { LambdaFunctionConfigurations = [] } = Object(NotificationConfiguration) as {
    readonly LambdaFunctionConfigurations?: readonly LambdaNotification[];
  };
  for (const { LambdaFunctionArn, Filter } of LambdaFunctionConfigurations) {
    const rules = Filter?.Key.FilterRules ?? [];
    const value = (name: string) => rules.find(({ Name }) => Name === name)?.Value ?? '';
    deployment.notifications.add({
      bucket: String(BucketName),
      prefix: value('prefix'),
      suffix: value('suffix'),
      target: functionOf(deployment, LambdaFunctionArn),
    });
  }
}

export function deployInvokeConfig(
  deployment: Deployment,
  _logicalId: string,
  properties: Readonly<Record<string, Intrinsic>>,
): void {
  const { OnFailure } = Object(properties.DestinationConfig) as {
    readonly OnFailure?: { readonly Destination: string };
  };
  if (OnFailure === undefined) return;
  const { spec } = functionOf(deployment, String(properties.FunctionName));
  deployment.notifications.onFailure(spec.name, queueUrlOf(deployment, OnFailure.Destination));
}

interface LambdaNotification {
  readonly LambdaFunctionArn: string;
  readonly Filter?: {
    readonly Key: { readonly FilterRules: readonly { Name: string; Value: string }[] };
  };
}
