import {
  type ISecurityGroup,
  type IVpc,
  Peer,
  Port,
  SecurityGroup,
  type SubnetSelection,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { MwaaCommandQueueProps } from '../mwaa-command-queue-props';
import { VpcEndpoints } from './vpc-endpoints';

/** The runner's place in a VPC, and whom it may talk to. */
export class RunnerNetwork extends Construct {
  public readonly vpc: IVpc;
  public readonly vpcSubnets?: SubnetSelection;
  public readonly securityGroup: ISecurityGroup;

  /** Of the endpoints, if they were asked for. */
  public readonly endpointSecurityGroup?: ISecurityGroup;

  constructor(scope: Construct, id: string, vpc: IVpc, props: MwaaCommandQueueProps) {
    super(scope, id);
    this.vpc = vpc;
    this.vpcSubnets = props.vpcSubnets;
    this.securityGroup = this.createSecurityGroup(props.environmentName);
    const { webServerSecurityGroup, createVpcEndpoints } = props;
    if (webServerSecurityGroup === undefined) return;
    this.letInto(webServerSecurityGroup);
    if (!createVpcEndpoints) return;
    this.endpointSecurityGroup = new VpcEndpoints(this, 'Endpoints', {
      vpc,
      vpcSubnets: props.vpcSubnets,
      runner: this.securityGroup,
      environment: webServerSecurityGroup,
      asksVersion: props.airflowVersion === undefined,
    }).securityGroup;
  }

  /**
   * HTTPS out and nothing in. To any address: those of the web server's endpoint and of AWS's services are not
   * known here. No rule for names: security groups do not filter Amazon's own DNS (Amazon VPC User Guide,
   * "Control traffic to your AWS resources using security groups").
   */
  private createSecurityGroup(environmentName: string): SecurityGroup {
    const group = new SecurityGroup(this, 'SecurityGroup', {
      vpc: this.vpc,
      description: `The runner of Airflow commands on ${environmentName}`,
      allowAllOutbound: false,
    });
    group.addEgressRule(Peer.anyIpv4(), Port.HTTPS, 'The web server and the APIs of AWS');
    return group;
  }

  /** A group that was imported as not mutable stays as it is. */
  private letInto(webServer: ISecurityGroup): void {
    // In another stack's group the rule stands in this stack: else each would wait for the other.
    const ruleHere = true;
    const who = 'The runner of Airflow commands';
    webServer.addIngressRule(this.securityGroup, Port.HTTPS, who, ruleHere);
  }
}
