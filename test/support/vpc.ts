import { Stack } from 'aws-cdk-lib';
import { type SubnetConfiguration, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { MwaaCommandQueue, type MwaaCommandQueueProps } from '../../lib';
import { ENVIRONMENT, emptyStack } from './template';

type Subnets = 'Public' | 'Private' | 'Isolated' | 'More';

const TYPES: Readonly<Record<Subnets, SubnetType>> = {
  Public: SubnetType.PUBLIC,
  Private: SubnetType.PRIVATE_WITH_EGRESS,
  Isolated: SubnetType.PRIVATE_ISOLATED,
  More: SubnetType.PRIVATE_ISOLATED,
};

/** A VPC of two zones in a stack of its own, and a stack in which a queue may use it. */
export function vpcWith(...kinds: readonly Subnets[]) {
  const stack = emptyStack();
  const network = new Stack(stack.node.scope, 'NetworkStack');
  const vpc = new Vpc(network, 'Vpc', {
    maxAzs: 2,
    subnetConfiguration: kinds.map(
      (name): SubnetConfiguration => ({ name, subnetType: TYPES[name] }),
    ),
  });
  return { stack, network, vpc };
}

/** A queue in a stack; its props say in which VPC it is. */
export function queueIn(stack: Stack, props: Partial<MwaaCommandQueueProps>): MwaaCommandQueue {
  return new MwaaCommandQueue(stack, 'Queue', { environmentName: ENVIRONMENT, ...props });
}
