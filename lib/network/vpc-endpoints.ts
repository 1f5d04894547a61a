import {
  GatewayVpcEndpoint,
  GatewayVpcEndpointAwsService,
  InterfaceVpcEndpoint,
  InterfaceVpcEndpointAwsService,
  type ISecurityGroup,
  type IVpc,
  Port,
  SecurityGroup,
  type SubnetSelection,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

export interface VpcEndpointsProps {
  readonly vpc: IVpc;
  readonly vpcSubnets?: SubnetSelection;
  readonly runner: ISecurityGroup;
  /** The environment's own: its workers use SQS by the very names that the endpoints take over. */
  readonly environment: ISecurityGroup;
  /** Whether the runner asks MWAA for the environment's Airflow version. */
  readonly asksVersion: boolean;
}

/**
 * What the runner calls, from a subnet that has no other way out. Nothing for its logs: Lambda itself sends
 * them, not by the function's network.
 *
 * Source: Amazon MWAA User Guide, "AWS PrivateLink for Amazon MWAA", for which operation is behind which
 * endpoint; the SDK's client puts the same prefixes, `env.` and `api.`, before the host name.
 */
export class VpcEndpoints extends Construct {
  /** Who may use them. */
  public readonly securityGroup: SecurityGroup;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: VpcEndpointsProps,
  ) {
    super(scope, id);
    const { vpc, vpcSubnets, runner, environment, asksVersion } = props;
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: 'The endpoints of the runner of Airflow commands',
      allowAllOutbound: false,
    });
    this.letIn(runner, 'The runner of Airflow commands');
    this.letIn(environment, 'The MWAA environment');
    this.addInterface('Tokens', InterfaceVpcEndpointAwsService.AIRFLOW_ENV); // CreateCliToken, InvokeRestApi
    if (asksVersion) this.addInterface('Version', InterfaceVpcEndpointAwsService.AIRFLOW_API); // GetEnvironment
    this.addInterface('Queues', InterfaceVpcEndpointAwsService.SQS);
    new GatewayVpcEndpoint(this, 'Records', {
      vpc,
      service: GatewayVpcEndpointAwsService.DYNAMODB,
      subnets: [{ ...vpcSubnets }],
    });
  }

  private letIn(group: ISecurityGroup, who: string): void {
    // The rule stands in this stack, whichever the group is from.
    this.securityGroup.addIngressRule(group, Port.HTTPS, who);
  }

  private addInterface(id: string, service: InterfaceVpcEndpointAwsService): void {
    const { vpc, vpcSubnets } = this.props;
    new InterfaceVpcEndpoint(this, id, {
      vpc,
      service,
      // CDK takes one of each zone, by a filter that it adds to the list that it is given: not to the user's.
      subnets: { ...vpcSubnets, subnetFilters: [...(vpcSubnets?.subnetFilters ?? [])] },
      securityGroups: [this.securityGroup],
      open: false,
    });
  }
}
