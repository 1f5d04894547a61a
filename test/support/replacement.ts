import type { Template } from 'aws-cdk-lib/assertions';

/**
 * What makes CloudFormation replace a resource when it changes, of the types that there are here.
 *
 * Source: AWS CloudFormation Template Reference Guide, "Update requires: Replacement" in the page of each type. Of a
 * custom resource any change of `ServiceToken`, and here the bucket's name, which CDK's handler gives as its id.
 */
const REPLACING: Readonly<Record<string, readonly string[]>> = {
  'AWS::CloudWatch::Alarm': ['AlarmName'],
  'AWS::CloudWatch::Dashboard': ['DashboardName'],
  'AWS::DynamoDB::Table': ['ImportSourceSpecification', 'KeySchema', 'TableName'],
  'AWS::Events::EventBus': ['EventSourceName', 'Name'],
  'AWS::Events::EventBusPolicy': ['EventBusName', 'StatementId'],
  'AWS::Events::Rule': ['EventBusName', 'Name'],
  'AWS::IAM::Policy': [],
  'AWS::IAM::Role': ['Path', 'RoleName'],
  'AWS::Lambda::EventSourceMapping': ['EventSourceArn', 'StartingPosition'],
  'AWS::Lambda::Function': ['FunctionName', 'PackageType', 'TenancyConfig'],
  'AWS::Logs::LogGroup': ['LogGroupName'],
  'AWS::Logs::QueryDefinition': [],
  'AWS::Pipes::Pipe': ['Name', 'Source'],
  'AWS::S3::Bucket': ['BucketName', 'BucketNamePrefix', 'BucketNamespace', 'ObjectLockEnabled'],
  'AWS::S3::BucketPolicy': ['Bucket'],
  'AWS::SQS::Queue': ['FifoQueue', 'QueueName'],
  'AWS::SQS::QueuePolicy': [],
  'AWS::Scheduler::Schedule': ['Name'],
  'Custom::S3BucketNotifications': ['BucketName', 'ServiceToken'],
};

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** What an update from one template to the other would delete, or make anew, of what the first has. */
export function lostBy(before: Template, after: Template): readonly string[] {
  const [old, young] = [before, after].map((template) => template.toJSON().Resources);
  return Object.entries<Resource>(old).flatMap(([id, resource]) => lossOf(id, resource, young[id]));
}

function lossOf(id: string, old: Resource, young: Resource | undefined): readonly string[] {
  if (young?.Type !== old.Type) return [`${old.Type} ${id} is gone`];
  const properties = REPLACING[old.Type];
  if (properties === undefined) {
    throw new Error(
      `what replaces ${old.Type} is not known: add it to test/support/replacement.ts`,
    );
  }
  const textOf = ({ Properties }: Resource, name: string) => JSON.stringify(Properties?.[name]);
  return properties
    .filter((name) => textOf(old, name) !== textOf(young, name))
    .map((name) => `${old.Type} ${id} is made anew: ${name} is another`);
}
