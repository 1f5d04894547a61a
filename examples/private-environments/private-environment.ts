import { type Environment, Stack } from 'aws-cdk-lib';
import { type IVpc, SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { MwaaCommandQueue } from 'mwaa-cli-queue';
import type { EnvironmentSettings } from './environments';

/** The queue of a private environment, its runner in the environment's own subnets. */
export class PrivateEnvironment extends Stack {
  constructor(scope: Construct, settings: EnvironmentSettings) {
    super(scope, settings.stage, { env: placeOf(settings) });
    const queue = new MwaaCommandQueue(this, 'Queue', {
      environmentName: settings.environmentName,
      airflowVersion: settings.airflowVersion,
      vpc: this.importVpc(settings),
      webServerSecurityGroup: SecurityGroup.fromSecurityGroupId(
        this,
        'WebServer',
        settings.webServerSecurityGroupId,
      ),
      createVpcEndpoints: settings.endpointRouteTableIds !== undefined,
    });
    queue.addOutputs();
  }

  /** By its ids, so that nothing is looked up at synth. CDK calls subnets isolated of which it knows no way out. */
  private importVpc(settings: EnvironmentSettings): IVpc {
    const { vpcId, subnetIds, availabilityZones, endpointRouteTableIds } = settings;
    const zones = { vpcId, availabilityZones: [...availabilityZones] };
    if (endpointRouteTableIds === undefined) {
      return Vpc.fromVpcAttributes(this, 'Vpc', { ...zones, privateSubnetIds: [...subnetIds] });
    }
    return Vpc.fromVpcAttributes(this, 'Vpc', {
      ...zones,
      isolatedSubnetIds: [...subnetIds],
      isolatedSubnetRouteTableIds: [...endpointRouteTableIds],
    });
  }
}

/** `DEV_ACCOUNT` and `DEV_REGION` for the stage `Dev`; where the AWS CLI points without them. */
function placeOf({ stage }: EnvironmentSettings): Environment {
  const variable = (name: string) => process.env[`${stage.toUpperCase()}_${name}`];
  return { account: variable('ACCOUNT'), region: variable('REGION') };
}
