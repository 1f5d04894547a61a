import type { Stack } from 'aws-cdk-lib';
import { type IVpc, SecurityGroup, Subnet, Vpc } from 'aws-cdk-lib/aws-ec2';
import type { MwaaCommandQueueProps } from '../../../lib';
import type { PropTable } from './prop-case';

const ZONES = ['eu-central-1a'];
const SUBNET = 'subnet-0123456789abcdef0';
const OTHER_SUBNET = 'subnet-0123456789abcdef1';
const GROUP = 'sg-0123456789abcdef0';

/** With one isolated subnet. */
function vpcIn(stack: Stack): IVpc {
  return Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: ZONES,
    isolatedSubnetIds: [SUBNET],
    isolatedSubnetRouteTableIds: ['rtb-0123456789abcdef0'],
  });
}

function publicVpcIn(stack: Stack): IVpc {
  return Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: ZONES,
    publicSubnetIds: [SUBNET],
    publicSubnetRouteTableIds: ['rtb-0123456789abcdef0'],
  });
}

const groupIn = (stack: Stack) => SecurityGroup.fromSecurityGroupId(stack, 'Group', GROUP);

/** Those of the queue's props that say where its runner is. */
export const networkProps: PropTable<MwaaCommandQueueProps>['props'] = {
  vpc: {
    accepted: (stack) => ({ vpc: vpcIn(stack) }),
    shows: () => ['AWS::Lambda::Function', { VpcConfig: { SubnetIds: [SUBNET] } }],
    refused: {
      given: (stack) => ({ vpc: publicVpcIn(stack) }),
      error:
        'vpcSubnets selects public subnets: a function has no public address there and reaches nothing outside the VPC; select private ones',
    },
  },
  vpcSubnets: {
    accepted: (stack) => ({
      vpc: vpcIn(stack),
      vpcSubnets: { subnets: [Subnet.fromSubnetId(stack, 'Subnet', OTHER_SUBNET)] },
    }),
    shows: () => ['AWS::Lambda::Function', { VpcConfig: { SubnetIds: [OTHER_SUBNET] } }],
    refused: {
      given: (stack) => ({ vpc: vpcIn(stack), vpcSubnets: { subnets: [] } }),
      error: 'vpcSubnets selects no subnet of the VPC: select at least one',
    },
  },
  webServerSecurityGroup: {
    accepted: (stack) => ({ vpc: vpcIn(stack), webServerSecurityGroup: groupIn(stack) }),
    shows: () => ['AWS::EC2::SecurityGroupIngress', { GroupId: GROUP, FromPort: 443 }],
    refused: {
      given: (stack) => ({ webServerSecurityGroup: groupIn(stack) }),
      error:
        'webServerSecurityGroup is given without vpc: give the VPC that the web server is reached from, or leave webServerSecurityGroup out',
    },
  },
  createVpcEndpoints: {
    accepted: (stack) => ({
      vpc: vpcIn(stack),
      webServerSecurityGroup: groupIn(stack),
      createVpcEndpoints: true,
    }),
    shows: () => ['AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Interface', SubnetIds: [SUBNET] }],
    refused: {
      given: () => ({ createVpcEndpoints: 'false' }),
      error: 'createVpcEndpoints is a string: give true or false',
    },
  },
};
