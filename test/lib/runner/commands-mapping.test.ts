import { Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { expect, it } from 'vitest';
import { MwaaCommandQueue } from '../../../lib';
import { emptyStack, queueInStack, statementsOf } from '../../support/template';

it('runnerEventSourceMappingId is the mapping’s from the commands queue to the runner', () => {
  const { stack, queue } = queueInStack();

  const found = Template.fromStack(stack).findResources('AWS::Lambda::EventSourceMapping', {
    Properties: {
      EventSourceArn: stack.resolve(queue.queue.queueArn),
      FunctionName: stack.resolve(queue.runner.functionName),
    },
  });

  const [logicalId] = Object.keys(found);
  expect(stack.resolve(queue.runnerEventSourceMappingId)).toEqual({ Ref: logicalId });
});

it('grantHold allows looking at this mapping and switching it, with the runner behind it, and nothing more', () => {
  const stack = emptyStack();
  const [one, other] = ['One', 'Other'].map(
    (environmentName) => new MwaaCommandQueue(stack, environmentName, { environmentName }),
  );
  const role = new Role(stack, 'Operator', {
    assumedBy: new ServicePrincipal('codebuild.amazonaws.com'),
  });

  one?.grantHold(role).assertSuccess();

  expect(statementsOf(stack, role)).toEqual([
    {
      Effect: 'Allow',
      Action: ['lambda:GetEventSourceMapping', 'lambda:UpdateEventSourceMapping'],
      Resource: stack.resolve(
        stack.formatArn({
          service: 'lambda',
          resource: `event-source-mapping:${one?.runnerEventSourceMappingId}`,
        }),
      ),
      Condition: {
        ArnEqualsIfExists: { 'lambda:FunctionArn': stack.resolve(one?.runner.functionArn) },
      },
    },
  ]);
  expect(stack.resolve(other?.runnerEventSourceMappingId)).not.toEqual(
    stack.resolve(one?.runnerEventSourceMappingId),
  );
});
