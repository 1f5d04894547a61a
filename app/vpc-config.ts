import { Annotations, type Stack } from 'aws-cdk-lib';
import {
  type ISecurityGroup,
  type ISubnet,
  type IVpc,
  SecurityGroup,
  Subnet,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { z } from 'zod';

/** An id as EC2 gives it: 8 digits until 2016, 17 since. */
function idOf(kind: string) {
  return z
    .string()
    .regex(
      new RegExp(`^${kind}-([0-9a-f]{8}|[0-9a-f]{17})$`),
      `give an id such as "${kind}-0123456789abcdef0"`,
    );
}

/** An environment's `vpc`: where its private web server is reached from. */
export const vpcConfig = z
  .strictObject({
    vpcId: idOf('vpc'),
    // 16: Lambda's own limit (API reference, VpcConfig).
    subnetIds: z.array(idOf('subnet')).min(1, 'name at least one').max(16, 'name at most 16'),
    webServerSecurityGroupId: idOf('sg').optional(),
    createEndpoints: z.boolean().optional(),
    routeTableIds: z.array(idOf('rtb')).optional(),
  })
  .superRefine((vpc, context) => {
    const fault = faultOf(vpc);
    if (fault !== undefined) context.addIssue(fault);
  });

export type VpcConfig = Readonly<z.infer<typeof vpcConfig>>;

/** What of it does not go together. */
function faultOf(vpc: VpcConfig): string | undefined {
  const { createEndpoints = false, routeTableIds, subnetIds, webServerSecurityGroupId } = vpc;
  const twice = subnetIds.find((id, i) => subnetIds.indexOf(id) !== i);
  if (twice !== undefined) return `has the subnet "${twice}" twice: name each once`;
  if (!createEndpoints) {
    return routeTableIds && 'has routeTableIds without createEndpoints: leave them out';
  }
  if (webServerSecurityGroupId === undefined) {
    return "has createEndpoints without webServerSecurityGroupId: the endpoints take over the names of SQS and MWAA in the whole VPC, so give the environment's security group, which they then let in";
  }
  const tables = routeTableIds?.length ?? 0;
  if (tables === 1 || tables === subnetIds.length) return undefined;
  return `has createEndpoints with ${tables} routeTableIds for ${subnetIds.length} subnetIds: give the route table of each subnet, in the same order, or the one of all`;
}

/** @throws Error when two environments would create the same endpoints */
export function checkEndpointsOnce(
  environments: readonly { readonly name: string; readonly vpc?: VpcConfig | undefined }[],
): void {
  const creators = new Map<string, string>();
  for (const { name, vpc } of environments) {
    if (!vpc?.createEndpoints) continue;
    const other = creators.get(vpc.vpcId);
    if (other !== undefined) {
      throw new Error(
        `mwaa-cli-queue: environments has "${other}" and "${name}" with createEndpoints in ${vpc.vpcId}, which takes them once: leave it out of one, and let its runner and environment into the other's endpoints`,
      );
    }
    creators.set(vpc.vpcId, name);
  }
}

/** The construct's properties, for a network that is named and not looked up: synth needs no AWS account. */
export function networkProps(stack: Stack, config: VpcConfig | undefined) {
  if (config === undefined) return {};
  return {
    vpc: vpcOf(stack, config),
    vpcSubnets: { subnets: config.subnetIds.map((_, i) => subnetOf(stack, config, i)) },
    webServerSecurityGroup: groupOf(stack, config),
    createVpcEndpoints: config.createEndpoints,
  };
}

function vpcOf(stack: Stack, { vpcId }: VpcConfig): IVpc {
  // CDK wants at least one zone, and uses it only for subnets that are given here too.
  return Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId, availabilityZones: ['unknown'] });
}

function subnetOf(stack: Stack, { subnetIds, routeTableIds = [] }: VpcConfig, i: number): ISubnet {
  const subnetId = subnetIds[i] ?? '';
  const routeTableId = routeTableIds.length === 1 ? routeTableIds[0] : routeTableIds[i];
  const subnet = Subnet.fromSubnetAttributes(stack, `Subnet-${subnetId}`, {
    subnetId,
    routeTableId,
  });
  // Without endpoints nobody reads it.
  Annotations.of(subnet).acknowledgeWarning('@aws-cdk/aws-ec2:noSubnetRouteTableId');
  return subnet;
}

function groupOf(
  stack: Stack,
  { webServerSecurityGroupId: id }: VpcConfig,
): ISecurityGroup | undefined {
  return id === undefined
    ? undefined
    : SecurityGroup.fromSecurityGroupId(stack, 'WebServerSecurityGroup', id);
}
