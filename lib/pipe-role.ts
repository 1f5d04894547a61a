import { Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** All that a Pipe from a DynamoDB stream to an event bus touches. */
export interface PipeRoleProps {
  readonly streamArn: string;
  readonly eventBusArn: string;
  readonly deadLetterQueueArn: string;
  readonly logGroupArn: string;
}

/** What the Pipe acts as. Its rights stand in the role itself: CloudFormation makes the Pipe after it. */
export function createPipeRole(scope: Construct, id: string, props: PipeRoleProps): Role {
  const stack = Stack.of(scope);
  return new Role(scope, id, {
    assumedBy: new ServicePrincipal('pipes.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        // Any pipe here: to name this one, the role would have to wait for it, and it for the role.
        ArnLike: {
          'aws:SourceArn': stack.formatArn({
            service: 'pipes',
            resource: 'pipe',
            resourceName: '*',
          }),
        },
      },
    }),
    inlinePolicies: { Pipe: rightsOf(props) },
  });
}

function rightsOf(props: PipeRoleProps): PolicyDocument {
  const rights = [
    {
      actions: [
        'dynamodb:DescribeStream',
        'dynamodb:GetRecords',
        'dynamodb:GetShardIterator',
        'dynamodb:ListStreams',
      ],
      resources: [props.streamArn],
    },
    { actions: ['events:PutEvents'], resources: [props.eventBusArn] },
    { actions: ['sqs:SendMessage'], resources: [props.deadLetterQueueArn] },
    { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [props.logGroupArn] },
  ];
  return new PolicyDocument({ statements: rights.map((right) => new PolicyStatement(right)) });
}
