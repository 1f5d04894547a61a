import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../app/config';
import { environmentTemplate, synthesize } from '../support/app';
import { refusalOf, withEnvironment } from '../support/config';
import { propertiesOf } from '../support/template';

const VPC = {
  vpcId: 'vpc-0123456789abcdef0',
  subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
};
const GROUP = { webServerSecurityGroupId: 'sg-0123456789abcdef0' };
const TABLE = 'rtb-0123456789abcdef0';
const ENDPOINTS = { ...VPC, ...GROUP, createEndpoints: true, routeTableIds: [TABLE] };

describe("an environment's vpc", () => {
  it('puts the runner into its subnets, and tells whom the web server must let in', () => {
    const template = environmentTemplate({ vpc: VPC });

    template.hasResourceProperties('AWS::Lambda::Function', {
      VpcConfig: { SubnetIds: VPC.subnetIds },
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', { VpcId: VPC.vpcId });
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
    template.resourceCountIs('AWS::EC2::VPCEndpoint', 0);
    expect(Object.keys(template.findOutputs('*'))).toContain('RunnerSecurityGroupId');
    expect(Object.keys(template.findOutputs('*'))).not.toContain('VpcEndpointSecurityGroupId');
  });

  it("lets the runner into the web server's group when that is named", () => {
    environmentTemplate({ vpc: { ...VPC, ...GROUP } }).hasResourceProperties(
      'AWS::EC2::SecurityGroupIngress',
      { GroupId: GROUP.webServerSecurityGroupId, FromPort: 443, ToPort: 443 },
    );
  });

  it.each([
    ['one route table for all subnets', [TABLE], [TABLE]],
    ['a route table for each', [TABLE, 'rtb-01234567'], [TABLE, 'rtb-01234567']],
  ])('creates endpoints, with %s', (_title, routeTableIds, expected) => {
    const template = environmentTemplate({ vpc: { ...ENDPOINTS, routeTableIds } });

    const endpoints = propertiesOf<{ RouteTableIds?: string[]; SubnetIds?: string[] }>(
      template,
      'AWS::EC2::VPCEndpoint',
    );
    expect(endpoints).toHaveLength(4);
    expect(endpoints.flatMap(({ RouteTableIds = [] }) => RouteTableIds)).toEqual(expected);
    expect(endpoints.filter(({ SubnetIds }) => SubnetIds !== undefined)).toHaveLength(3);
    expect(Object.keys(template.findOutputs('*'))).toContain('VpcEndpointSecurityGroupId');
  });

  it('needs no look-up and warns of nothing', () => {
    const assembly = synthesize({ environments: [{ name: 'E', vpc: VPC }] });

    expect(assembly.manifest.missing ?? []).toEqual([]);
    expect(assembly.stacks.flatMap(({ messages }) => messages)).toEqual([]);
  });

  it('may be the same for two environments, of which one creates the endpoints', () => {
    const { stacks } = synthesize({
      environments: [
        { name: 'One', vpc: ENDPOINTS },
        { name: 'Other', vpc: { ...VPC, ...GROUP } },
      ],
    });

    expect(
      stacks.map(
        ({ template }) =>
          Object.keys(Template.fromJSON(template).findResources('AWS::EC2::VPCEndpoint')).length,
      ),
    ).toEqual([4, 0]);
  });

  it('takes ids of the older, shorter form', () => {
    const vpc = { vpcId: 'vpc-01234567', subnetIds: ['subnet-89abcdef'] };

    expect(readConfig(withEnvironment({ vpc })).environments[0]?.vpc).toEqual(vpc);
  });
});

describe('a vpc is refused', () => {
  const path = 'mwaa-cli-queue.environments[0].vpc';

  it.each<[string, object, string]>([
    [
      'with an unknown key',
      { ...VPC, subnets: [] },
      `${path} has the unknown key "subnets": allowed are vpcId, subnetIds, webServerSecurityGroupId, createEndpoints, routeTableIds`,
    ],
    ['without its id', { subnetIds: VPC.subnetIds }, `${path}.vpcId is missing: give a text`],
    ['without subnets', { vpcId: VPC.vpcId }, `${path}.subnetIds is missing: give a list`],
    ['with no subnet', { ...VPC, subnetIds: [] }, `${path}.subnetIds is []: name at least one`],
    [
      'with a subnet twice',
      { ...VPC, subnetIds: ['subnet-01234567', 'subnet-01234567'] },
      `${path} has the subnet "subnet-01234567" twice: name each once`,
    ],
    [
      'with the id of something else',
      { ...VPC, vpcId: 'subnet-01234567' },
      `${path}.vpcId is "subnet-01234567": give an id such as "vpc-0123456789abcdef0"`,
    ],
    [
      'with a group that is none',
      { ...VPC, webServerSecurityGroupId: 'my-group' },
      `${path}.webServerSecurityGroupId is "my-group": give an id such as "sg-0123456789abcdef0"`,
    ],
    [
      'with endpoints that would shut the environment out',
      { ...VPC, createEndpoints: true, routeTableIds: [TABLE] },
      `${path} has createEndpoints without webServerSecurityGroupId: the endpoints take over the names of SQS and MWAA in the whole VPC, so give the environment's security group, which they then let in`,
    ],
    [
      'with endpoints and no route table',
      { ...VPC, ...GROUP, createEndpoints: true },
      `${path} has createEndpoints with 0 routeTableIds for 2 subnetIds: give the route table of each subnet, in the same order, or the one of all`,
    ],
    [
      'with route tables that nobody needs',
      { ...VPC, routeTableIds: [TABLE] },
      `${path} has routeTableIds without createEndpoints: leave them out`,
    ],
  ])('%s', (_title, vpc, refusal) => {
    expect(refusalOf(withEnvironment({ vpc }))).toBe(refusal);
  });

  it('when two environments would create the same endpoints', () => {
    const environments = ['One', 'Other'].map((name) => ({ name, vpc: ENDPOINTS }));

    expect(refusalOf({ environments })).toBe(
      `mwaa-cli-queue: environments has "One" and "Other" with createEndpoints in ${VPC.vpcId}, which takes them once: leave it out of one, and let its runner and environment into the other's endpoints`,
    );
  });
});
