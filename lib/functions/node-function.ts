import { existsSync } from 'node:fs';
import * as path from 'node:path';
import type { Duration } from 'aws-cdk-lib';
import type { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  type RecursiveLoop,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { allowVpc } from '../network/vpc-role';
import { createLogGroup } from '../storage/log-groups';
import type { StorageOptions } from '../storage/storage-options';

/** Where in a VPC a function is. */
export interface FunctionNetwork {
  readonly vpc: IVpc;
  readonly vpcSubnets?: SubnetSelection;
  readonly securityGroup: ISecurityGroup;
}

export interface NodeFunctionProps extends StorageOptions {
  /** The bundle's folder below `dist/functions`. */
  readonly bundle: string;
  readonly description: string;
  readonly timeout: Duration;
  /**
   * In MiB.
   *
   * @default 256
   */
  readonly memorySize?: number;
  readonly environment: { [name: string]: string };
  /** @default - in no VPC */
  readonly network?: FunctionNetwork;
  /** @default - Lambda stops what goes round 16 times */
  readonly recursiveLoop?: RecursiveLoop;
}

/** A function on Node 24 from a bundle that the build made, with a role of its own and a log group that forgets in time. */
export function nodeFunction(
  scope: Construct,
  id: string,
  props: NodeFunctionProps,
): LambdaFunction {
  const logGroup = createLogGroup(scope, `${id}Logs`, props);
  // CDK's own would have AWS's managed policies, of more rights than it takes: to any log group of the account.
  const role = new Role(scope, `${id}Role`, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
  });
  logGroup.grantWrite(role);
  if (props.network !== undefined) allowVpc(role);
  return new LambdaFunction(scope, id, {
    description: props.description,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: props.memorySize ?? 256,
    handler: 'index.handler',
    code: Code.fromAsset(bundleFolder(props.bundle)),
    timeout: props.timeout,
    environment: props.environment,
    recursiveLoop: props.recursiveLoop,
    role,
    logGroup,
    ...(props.network && inVpc(props.network)),
  });
}

function inVpc({ vpc, vpcSubnets, securityGroup }: FunctionNetwork) {
  return { vpc, vpcSubnets, securityGroups: [securityGroup] };
}

/** The package's `dist/functions`, from the sources as from the compiled package. */
function bundleFolder(bundle: string): string {
  let root = __dirname;
  while (!existsSync(path.join(root, 'package.json')) && root !== path.dirname(root)) {
    root = path.dirname(root);
  }
  const folder = path.join(root, 'dist', 'functions', bundle);
  if (!existsSync(folder)) {
    throw new Error(`the function bundle ${folder} is missing: run "npm run build" first`);
  }
  return folder;
}
