import type { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { type IVpc, SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, it } from 'vitest';
import { AirflowCommand } from '../../../lib';
import { propertiesOf, queueInStack, statementsOf } from '../../support/template';
import { queueIn, vpcWith } from '../../support/vpc';

const HTTPS = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };

describe('without vpc', () => {
  it('nothing is in a VPC, and there is no security group', () => {
    const { stack, queue } = queueInStack();
    const template = Template.fromStack(stack);

    expect(queue.runnerSecurityGroup).toBeUndefined();
    expect(queue.vpcEndpointSecurityGroup).toBeUndefined();
    template.resourceCountIs('AWS::EC2::SecurityGroup', 0);
    template.allResourcesProperties('AWS::Lambda::Function', { VpcConfig: Match.absent() });
  });
});

describe('with vpc', () => {
  it('the runner is in its private subnets with egress', () => {
    const { stack, vpc } = vpcWith('Public', 'Private', 'Isolated');
    queueIn(stack, { vpc });

    expect(subnetsOfRunner(stack)).toEqual(idsOf(stack, vpc, SubnetType.PRIVATE_WITH_EGRESS));
  });

  it('the runner is in its isolated subnets if there are no others but public ones', () => {
    const { stack, vpc } = vpcWith('Public', 'Isolated');
    queueIn(stack, { vpc });

    expect(subnetsOfRunner(stack)).toEqual(idsOf(stack, vpc, SubnetType.PRIVATE_ISOLATED));
  });

  it('the runner is in the subnets that were chosen', () => {
    const { stack, vpc } = vpcWith('Private', 'Isolated', 'Public');
    queueIn(stack, { vpc, vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED } });

    expect(subnetsOfRunner(stack)).toEqual(idsOf(stack, vpc, SubnetType.PRIVATE_ISOLATED));
  });

  it('the runner may go out by HTTPS and nothing else, and nothing may come in', () => {
    const { stack, vpc } = vpcWith('Isolated');
    const queue = queueIn(stack, { vpc });
    const template = Template.fromStack(stack);

    const [group, ...others] = propertiesOf(template, 'AWS::EC2::SecurityGroup');
    expect(others).toEqual([]);
    expect(group).toMatchObject({
      SecurityGroupEgress: [{ CidrIp: '0.0.0.0/0', ...HTTPS }],
    });
    expect(group).not.toHaveProperty('SecurityGroupIngress');
    template.resourceCountIs('AWS::EC2::SecurityGroupEgress', 0);
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
    template.hasResourceProperties('AWS::Lambda::Function', {
      VpcConfig: {
        SecurityGroupIds: [stack.resolve(queue.runnerSecurityGroup?.securityGroupId)],
      },
    });
  });

  it('creates no endpoint, no NAT and no route unasked', () => {
    const { stack, vpc } = vpcWith('Isolated');
    queueIn(stack, { vpc });

    const types = Object.values(Template.fromStack(stack).toJSON().Resources).map(typeOf);
    expect(types.filter((type) => type.startsWith('AWS::EC2::'))).toEqual([
      'AWS::EC2::SecurityGroup',
    ]);
  });

  it('nothing but the runner is in the VPC', () => {
    const { stack, vpc } = vpcWith('Isolated');
    const queue = queueIn(stack, { vpc });
    queue.addUploadTrigger('uploads', { bucket: new Bucket(stack, 'Bucket'), dagId: 'd' });
    queue.addEventTrigger('events', {
      eventPattern: { source: ['aws.ec2'] },
      command: AirflowCommand.trigger('d'),
    });

    const functions = Object.entries(
      Template.fromStack(stack).findResources('AWS::Lambda::Function'),
    );
    const inVpc = functions.filter(([, { Properties }]) => Properties.VpcConfig !== undefined);
    expect(functions.length).toBeGreaterThan(2);
    expect(inVpc.map(([id]) => ({ Ref: id }))).toEqual([stack.resolve(queue.runner.functionName)]);
  });
});

describe('the role of a runner in a VPC', () => {
  const NETWORK = [
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:DeleteNetworkInterface',
    'ec2:AssignPrivateIpAddresses',
    'ec2:UnassignPrivateIpAddresses',
  ];

  it("lets Lambda make its interfaces, the runner's code make none, and has no managed policy", () => {
    const { stack, vpc } = vpcWith('Isolated');
    const queue = queueIn(stack, { vpc });
    const statements = statementsOf(stack, queue.runner.role);

    expect(statements.filter(({ Resource }) => Resource === '*')).toEqual([
      { Effect: 'Allow', Action: NETWORK, Resource: '*' },
      {
        Effect: 'Deny',
        Action: NETWORK,
        Resource: '*',
        Condition: {
          ArnLike: {
            'lambda:SourceFunctionArn': stack.resolve(
              stack.formatArn({ service: 'lambda', resource: 'function:*' }),
            ),
          },
        },
      },
    ]);
    const roles = Template.fromStack(stack).findResources('AWS::IAM::Role');
    const { Ref } = stack.resolve(queue.runner.role?.roleName);
    expect(roles[Ref]?.Properties).not.toHaveProperty('ManagedPolicyArns');
  });

  it('lets it write to its own log group', () => {
    const { stack, vpc } = vpcWith('Isolated');
    const queue = queueIn(stack, { vpc });

    expect(statementsOf(stack, queue.runner.role)).toContainEqual({
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: stack.resolve(queue.runner.logGroup.logGroupArn),
    });
  });
});

describe('webServerSecurityGroup', () => {
  it('lets the runner in on 443, and nobody else', () => {
    const { stack, vpc } = vpcWith('Isolated');
    const group = SecurityGroup.fromSecurityGroupId(stack, 'WebServer', 'sg-0123456789abcdef0');
    const queue = queueIn(stack, { vpc, webServerSecurityGroup: group });

    expect(propertiesOf(Template.fromStack(stack), 'AWS::EC2::SecurityGroupIngress')).toMatchObject(
      [
        {
          GroupId: 'sg-0123456789abcdef0',
          SourceSecurityGroupId: stack.resolve(queue.runnerSecurityGroup?.securityGroupId),
          ...HTTPS,
        },
      ],
    );
  });

  it("may be another stack's, which then does not depend on the queue's", () => {
    const { stack, network, vpc } = vpcWith('Isolated');
    const group = new SecurityGroup(network, 'Environment', { vpc });
    queueIn(stack, { vpc, webServerSecurityGroup: group });

    Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
    Template.fromStack(network).resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
    expect(network.dependencies).toEqual([]);
  });

  it('stays as it is when it is not mutable', () => {
    const { stack, vpc } = vpcWith('Isolated');
    const group = SecurityGroup.fromSecurityGroupId(stack, 'WebServer', 'sg-0123456789abcdef0', {
      mutable: false,
    });
    queueIn(stack, { vpc, webServerSecurityGroup: group });

    Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  });
});

function typeOf(resource: unknown): string {
  return (resource as { Type: string }).Type;
}

function subnetsOfRunner(stack: Stack): unknown {
  const [runner] = propertiesOf<{ VpcConfig: { SubnetIds: unknown } }>(
    Template.fromStack(stack),
    'AWS::Lambda::Function',
  );
  return runner?.VpcConfig.SubnetIds;
}

function idsOf(stack: Stack, vpc: IVpc, subnetType: SubnetType): unknown {
  return stack.resolve(vpc.selectSubnets({ subnetType }).subnetIds);
}
