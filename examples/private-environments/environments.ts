/** A private MWAA environment, and the network that it is in: what `README.md` shows how to look up. */
export interface EnvironmentSettings {
  /** The stack's name. */
  readonly stage: string;
  readonly environmentName: string;
  /** For example `2.11.2`. */
  readonly airflowVersion: string;
  readonly vpcId: string;
  /** The environment's own two, and their zones. */
  readonly subnetIds: readonly string[];
  readonly availabilityZones: readonly string[];
  /** The environment's own. */
  readonly webServerSecurityGroupId: string;
  /**
   * The route table of each subnet, when there is neither a NAT gateway nor an endpoint in the VPC yet: then
   * the endpoints that the runner needs are created.
   */
  readonly endpointRouteTableIds?: readonly string[];
}

export const ENVIRONMENTS: readonly EnvironmentSettings[] = [
  {
    stage: 'Dev',
    environmentName: 'pipelines-dev',
    airflowVersion: '3.0.6',
    vpcId: 'vpc-0aaaaaaaaaaaaaaa0',
    subnetIds: ['subnet-0aaaaaaaaaaaaaaa0', 'subnet-0aaaaaaaaaaaaaaa1'],
    availabilityZones: ['eu-central-1a', 'eu-central-1b'],
    webServerSecurityGroupId: 'sg-0aaaaaaaaaaaaaaa0',
  },
  {
    stage: 'Prod',
    environmentName: 'pipelines-prod',
    airflowVersion: '2.11.2',
    vpcId: 'vpc-0bbbbbbbbbbbbbbb0',
    subnetIds: ['subnet-0bbbbbbbbbbbbbbb0', 'subnet-0bbbbbbbbbbbbbbb1'],
    availabilityZones: ['eu-central-1a', 'eu-central-1b'],
    webServerSecurityGroupId: 'sg-0bbbbbbbbbbbbbbb0',
    endpointRouteTableIds: ['rtb-0bbbbbbbbbbbbbbb0', 'rtb-0bbbbbbbbbbbbbbb1'],
  },
];
