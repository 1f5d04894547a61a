import type { SelectedSubnets } from 'aws-cdk-lib/aws-ec2';
import type { MwaaCommandQueueProps } from '../mwaa-command-queue-props';

/** Checks what the VPC's options say together. */
export function checkNetwork(props: MwaaCommandQueueProps): void {
  const { vpc, vpcSubnets, webServerSecurityGroup, createVpcEndpoints = false } = props;
  if (vpc === undefined) {
    refuseWithoutVpc({ vpcSubnets, webServerSecurityGroup, createVpcEndpoints });
    return;
  }
  checkSubnets(vpc.selectSubnets(vpcSubnets), createVpcEndpoints);
  if (createVpcEndpoints && webServerSecurityGroup === undefined) {
    throw new Error(
      'createVpcEndpoints is given without webServerSecurityGroup: the endpoints take over the names of SQS and MWAA in the whole VPC, so they must let the environment in too; give its security group',
    );
  }
}

function refuseWithoutVpc(options: Readonly<Record<string, object | boolean | undefined>>): void {
  const given = Object.keys(options).find((name) => options[name]);
  if (given === undefined) return;
  throw new Error(
    `${given} is given without vpc: give the VPC that the web server is reached from, or leave ${given} out`,
  );
}

function checkSubnets(selected: SelectedSubnets, createVpcEndpoints: boolean): void {
  if (selected.subnets.length === 0) {
    throw new Error('vpcSubnets selects no subnet of the VPC: select at least one');
  }
  if (selected.hasPublic) {
    throw new Error(
      'vpcSubnets selects public subnets: a function has no public address there and reaches nothing outside the VPC; select private ones',
    );
  }
  const unknown = selected.subnets.find(({ routeTable }) => !routeTable.routeTableId);
  if (createVpcEndpoints && unknown !== undefined) {
    throw new Error(
      `createVpcEndpoints needs the route table of subnet ${unknown.subnetId}, for the way to DynamoDB: import the subnet with its routeTableId`,
    );
  }
}
