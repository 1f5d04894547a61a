import { expect, it, onTestFinished } from 'vitest';
import { readAssembly } from '../../../local/stack/assembly';
import { startLocalStack } from '../../../local/stack/local-stack';
import { synthesize } from '../../support/app';

it('the local stack runs one that is in a VPC as if it were in none', async () => {
  const vpc = {
    vpcId: 'vpc-0123456789abcdef0',
    subnetIds: ['subnet-0123456789abcdef0'],
    webServerSecurityGroupId: 'sg-0123456789abcdef0',
    createEndpoints: true,
    routeTableIds: ['rtb-0123456789abcdef0'],
  };
  const { directory } = synthesize({ environments: [{ name: 'E', vpc }] });

  const stack = await startLocalStack({
    stacks: readAssembly(directory),
    variables: {},
    onEvent: () => {},
  });
  onTestFinished(stack.stop);

  expect(stack.outputs.get('mwaaq-E')).toMatchObject({
    EnvironmentName: 'E',
    RunnerSecurityGroupId: expect.any(String),
  });
});
