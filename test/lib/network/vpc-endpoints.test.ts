import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { type ISecurityGroup, SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { describe, expect, it } from 'vitest';
import type { MwaaCommandQueueProps } from '../../../lib';
import type { Intrinsic } from '../../../local/stack/intrinsics';
import { joined, propertiesOf } from '../../support/template';
import { queueIn, vpcWith } from '../../support/vpc';

interface Endpoint {
  readonly ServiceName: Intrinsic;
  readonly VpcEndpointType: string;
  readonly SecurityGroupIds?: readonly unknown[];
  readonly SubnetIds?: readonly unknown[];
  readonly RouteTableIds?: readonly unknown[];
  readonly PrivateDnsEnabled?: boolean;
}

describe('createVpcEndpoints', () => {
  it('creates what the runner calls: tokens, the version, queues and records', () => {
    const { stack } = withEndpoints();

    expect(servicesOf(stack)).toEqual([
      'Gateway com.amazonaws.<AWS::Region>.dynamodb',
      'Interface com.amazonaws.<AWS::Region>.airflow.api',
      'Interface com.amazonaws.<AWS::Region>.airflow.env',
      'Interface com.amazonaws.<AWS::Region>.sqs',
    ]);
  });

  it('creates none for the version when the version is given', () => {
    const { stack } = withEndpoints({ airflowVersion: '2.11.2' });

    expect(servicesOf(stack).filter((name) => name.endsWith('airflow.api'))).toEqual([]);
    expect(servicesOf(stack)).toHaveLength(3);
  });

  it("puts them into the runner's subnets and their route tables, under AWS's own names", () => {
    const { stack, vpc } = withEndpoints();
    const { subnetIds, subnets } = vpc.selectSubnets();

    const interfaces = endpointsOf(stack).filter(
      ({ VpcEndpointType }) => VpcEndpointType === 'Interface',
    );
    for (const endpoint of interfaces) {
      expect(endpoint).toMatchObject({
        PrivateDnsEnabled: true,
        SubnetIds: stack.resolve(subnetIds),
      });
    }
    const gateway = endpointsOf(stack).find(({ VpcEndpointType }) => VpcEndpointType === 'Gateway');
    expect(gateway?.RouteTableIds).toEqual(
      subnets.map(({ routeTable }) => stack.resolve(routeTable.routeTableId)),
    );
  });

  it('lets the runner and the environment use them, on 443, and nobody else', () => {
    const { stack, queue, group } = withEndpoints();
    const id = (of: ISecurityGroup | undefined) => stack.resolve(of?.securityGroupId);
    const endpoints = id(queue.vpcEndpointSecurityGroup);

    for (const { SecurityGroupIds = [] } of endpointsOf(stack)) {
      expect(
        SecurityGroupIds.filter((one) => JSON.stringify(one) !== JSON.stringify(endpoints)),
      ).toEqual([]);
    }
    const rules = propertiesOf<{ GroupId: unknown; SourceSecurityGroupId: unknown }>(
      Template.fromStack(stack),
      'AWS::EC2::SecurityGroupIngress',
    ).filter(({ GroupId }) => JSON.stringify(GroupId) === JSON.stringify(endpoints));
    expect(rules.map(({ SourceSecurityGroupId }) => SourceSecurityGroupId)).toEqual(
      expect.arrayContaining([id(queue.runnerSecurityGroup), id(group)]),
    );
    expect(rules).toHaveLength(2);
    for (const rule of rules) {
      expect(rule).toMatchObject({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443 });
    }
    const inline = propertiesOf<object>(Template.fromStack(stack), 'AWS::EC2::SecurityGroup');
    expect(inline.filter((one) => 'SecurityGroupIngress' in one)).toEqual([]);
  });

  it('puts them into one subnet of each zone, and leaves the selection as it was', () => {
    const { stack, vpc } = vpcWith('Isolated', 'More');
    const vpcSubnets = { subnetType: SubnetType.PRIVATE_ISOLATED, subnetFilters: [] };
    const group = SecurityGroup.fromSecurityGroupId(stack, 'WebServer', 'sg-0123456789abcdef0');
    queueIn(stack, { vpc, vpcSubnets, webServerSecurityGroup: group, createVpcEndpoints: true });

    const counts = endpointsOf(stack).flatMap(({ SubnetIds }) => SubnetIds?.length ?? []);
    expect(counts).toEqual([2, 2, 2]);
    expect(vpc.selectSubnets(vpcSubnets).subnetIds).toHaveLength(4);
  });

  it('may be false', () => {
    const { stack, queue } = withEndpoints({ createVpcEndpoints: false });

    expect(endpointsOf(stack)).toEqual([]);
    expect(queue.vpcEndpointSecurityGroup).toBeUndefined();
  });
});

function withEndpoints(props: Partial<MwaaCommandQueueProps> = {}) {
  const { stack, vpc } = vpcWith('Isolated');
  const group = SecurityGroup.fromSecurityGroupId(stack, 'WebServer', 'sg-0123456789abcdef0');
  const queue = queueIn(stack, {
    vpc,
    webServerSecurityGroup: group,
    createVpcEndpoints: true,
    ...props,
  });
  return { stack, vpc, queue, group };
}

function endpointsOf(stack: Stack): readonly Endpoint[] {
  return propertiesOf<Endpoint>(Template.fromStack(stack), 'AWS::EC2::VPCEndpoint');
}

function servicesOf(stack: Stack): readonly string[] {
  return endpointsOf(stack)
    .map(({ VpcEndpointType, ServiceName }) => `${VpcEndpointType} ${joined(ServiceName)}`)
    .toSorted();
}
