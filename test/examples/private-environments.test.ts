import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { RUNNER_VARIABLES } from '../../lambda/contract/environment-variables';
import { createExample, exampleStack } from '../support/examples';
import { propertiesOf } from '../support/template';

afterEach(() => {
  vi.unstubAllEnvs();
});

const HTTPS = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };

async function templateOf(stage: string): Promise<Template> {
  return Template.fromStack(await exampleStack('private-environments', stage));
}

describe.each([
  ['Dev', 'pipelines-dev', 'a'],
  ['Prod', 'pipelines-prod', 'b'],
])('the stage %s', (stage, environmentName, digit) => {
  const idOf = (kind: string, last = 0) => `${kind}-0${digit.repeat(15)}${last}`;

  it("has its runner in the environment's own subnets", async () => {
    (await templateOf(stage)).hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { [RUNNER_VARIABLES.environmentName]: environmentName } },
      VpcConfig: { SubnetIds: [idOf('subnet'), idOf('subnet', 1)] },
    });
  });

  it('has a runner that may go out by HTTPS only, and that the web server lets in, by HTTPS only', async () => {
    const template = await templateOf(stage);

    const [runner] = propertiesOf(template, 'AWS::EC2::SecurityGroup').filter((group) =>
      JSON.stringify(group).includes('The runner of Airflow commands on'),
    );
    expect(runner).toMatchObject({
      VpcId: idOf('vpc'),
      SecurityGroupEgress: [{ CidrIp: '0.0.0.0/0', ...HTTPS }],
    });
    expect(runner).not.toHaveProperty('SecurityGroupIngress');
    const rules = propertiesOf<{ GroupId: unknown }>(template, 'AWS::EC2::SecurityGroupIngress');
    expect(rules.filter(({ GroupId }) => GroupId === idOf('sg'))).toMatchObject([
      {
        ...HTTPS,
        SourceSecurityGroupId: { 'Fn::GetAtt': [expect.stringContaining('Network'), 'GroupId'] },
      },
    ]);
  });
});

describe('VPC endpoints', () => {
  it('are not created where there is a NAT gateway', async () => {
    (await templateOf('Dev')).resourceCountIs('AWS::EC2::VPCEndpoint', 0);
  });

  it('are created where there is no way out, and let in the runner and the environment only', async () => {
    const template = await templateOf('Prod');

    const endpoints = propertiesOf<{ VpcEndpointType: string; RouteTableIds?: string[] }>(
      template,
      'AWS::EC2::VPCEndpoint',
    );
    expect(endpoints.map(({ VpcEndpointType }) => VpcEndpointType).toSorted()).toEqual([
      'Gateway',
      'Interface',
      'Interface',
    ]);
    expect(endpoints.flatMap(({ RouteTableIds = [] }) => RouteTableIds)).toEqual([
      'rtb-0bbbbbbbbbbbbbbb0',
      'rtb-0bbbbbbbbbbbbbbb1',
    ]);
    const sources = propertiesOf<{ GroupId: object; SourceSecurityGroupId: unknown }>(
      template,
      'AWS::EC2::SecurityGroupIngress',
    )
      .filter(({ GroupId }) => JSON.stringify(GroupId).includes('Endpoints'))
      .map(({ SourceSecurityGroupId }) => SourceSecurityGroupId);
    expect(sources).toHaveLength(2);
    expect(sources).toContain('sg-0bbbbbbbbbbbbbbb0');
  });
});

it('each stage goes where its variables say', async () => {
  vi.stubEnv('DEV_ACCOUNT', '111111111111');
  vi.stubEnv('DEV_REGION', 'eu-central-1');
  vi.stubEnv('PROD_ACCOUNT', '222222222222');
  vi.stubEnv('PROD_REGION', 'us-east-1');

  const { node } = await createExample('private-environments');

  const places = node.children
    .filter(Stack.isStack)
    .map(({ account, region }) => [account, region]);
  expect(places).toEqual([
    ['111111111111', 'eu-central-1'],
    ['222222222222', 'us-east-1'],
  ]);
});
