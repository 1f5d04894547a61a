import { Stack, Validations } from 'aws-cdk-lib';
import { Effect, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';

/**
 * What Lambda does, with a function's role, to put it into a VPC: the same as AWS's managed policy
 * `AWSLambdaVPCAccessExecutionRole` allows, but for the logs.
 */
const NETWORK_ACTIONS = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

/** Lets Lambda put a role's function into a VPC, while its code may itself do nothing to the network. */
export function allowVpc(role: Role): void {
  // On all resources: EC2 takes the Describe actions on nothing less, and Lambda checks the others before there is
  // an interface to name (AWS Lambda Developer Guide, "Giving Lambda functions access to resources in an Amazon VPC").
  role.addToPolicy(new PolicyStatement({ actions: NETWORK_ACTIONS, resources: ['*'] }));
  Validations.of(role).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason:
      'Lambda asks for these rights before there is an interface to name, and the function’s own code is denied them',
  });
  // The key is there only in requests of the function's code, not in Lambda's own (IAM User Guide, "AWS global
  // condition context keys"). Any function: to name this one, it and the role would have to wait for each other.
  const functions = Stack.of(role).formatArn({
    service: 'lambda',
    resource: 'function:*',
  });
  role.addToPolicy(
    new PolicyStatement({
      effect: Effect.DENY,
      actions: NETWORK_ACTIONS,
      resources: ['*'],
      conditions: { ArnLike: { 'lambda:SourceFunctionArn': functions } },
    }),
  );
}
