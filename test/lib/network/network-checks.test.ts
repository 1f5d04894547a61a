import { SecurityGroup, Subnet, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { describe, expect, it } from 'vitest';
import type { MwaaCommandQueueProps } from '../../../lib';
import { emptyStack } from '../../support/template';
import { queueIn, vpcWith } from '../../support/vpc';

describe('what belongs to a VPC is refused without one', () => {
  it.each<[string, (stack: ReturnType<typeof emptyStack>) => Partial<MwaaCommandQueueProps>]>([
    ['vpcSubnets', () => ({ vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED } })],
    [
      'webServerSecurityGroup',
      (stack) => ({
        webServerSecurityGroup: SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1'),
      }),
    ],
    ['createVpcEndpoints', () => ({ createVpcEndpoints: true })],
  ])('%s', (name, propsIn) => {
    const stack = emptyStack();

    expect(() => queueIn(stack, propsIn(stack))).toThrow(
      new Error(
        `${name} is given without vpc: give the VPC that the web server is reached from, or leave ${name} out`,
      ),
    );
  });

  it('but not createVpcEndpoints when it is false', () => {
    expect(() => queueIn(emptyStack(), { createVpcEndpoints: false })).not.toThrow();
  });
});

describe('vpcSubnets', () => {
  const PUBLIC =
    'vpcSubnets selects public subnets: a function has no public address there and reaches nothing outside the VPC; select private ones';

  it('may not be public', () => {
    const { stack, vpc } = vpcWith('Public', 'Private');

    expect(() => queueIn(stack, { vpc, vpcSubnets: { subnetType: SubnetType.PUBLIC } })).toThrow(
      new Error(PUBLIC),
    );
  });

  it('is refused by default when the VPC has public subnets only', () => {
    const { stack, vpc } = vpcWith('Public');

    expect(() => queueIn(stack, { vpc })).toThrow(new Error(PUBLIC));
  });

  it('must select a subnet', () => {
    const { stack, vpc } = vpcWith('Private', 'Public');

    expect(() => queueIn(stack, { vpc, vpcSubnets: { subnets: [] } })).toThrow(
      new Error('vpcSubnets selects no subnet of the VPC: select at least one'),
    );
  });
});

describe('createVpcEndpoints', () => {
  it('needs webServerSecurityGroup', () => {
    const { stack, vpc } = vpcWith('Isolated');

    expect(() => queueIn(stack, { vpc, createVpcEndpoints: true })).toThrow(
      new Error(
        'createVpcEndpoints is given without webServerSecurityGroup: the endpoints take over the names of SQS and MWAA in the whole VPC, so they must let the environment in too; give its security group',
      ),
    );
  });

  it('needs the route tables of imported subnets', () => {
    const stack = emptyStack();
    const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'] });
    const props = {
      vpc,
      vpcSubnets: { subnets: [Subnet.fromSubnetId(stack, 'Subnet', 'subnet-1')] },
      webServerSecurityGroup: SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1'),
      createVpcEndpoints: true,
    };

    expect(() => queueIn(stack, props)).toThrow(
      new Error(
        'createVpcEndpoints needs the route table of subnet subnet-1, for the way to DynamoDB: import the subnet with its routeTableId',
      ),
    );
  });
});
