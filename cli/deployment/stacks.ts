import { CloudFormationClient, paginateDescribeStacks } from '@aws-sdk/client-cloudformation';
import type { Aws } from '../adapters/aws';
import { isDenied, messageOf, troubleError } from '../exit';
import { oneLine } from '../format';
import { remedyOf } from '../remedy';
import { type Deployment, type Outputs, readDeployment } from './deployment';

/**
 * The deployments of the account and region.
 *
 * @param stack only this one is asked for, which takes a right to that stack alone
 * @throws CliError when CloudFormation does not tell
 */
export async function findStacks(
  aws: Aws,
  stack: string | undefined,
): Promise<{ readonly region: string; readonly found: readonly Deployment[] }> {
  const client = aws.client('cloudformation', CloudFormationClient);
  const found: Deployment[] = [];
  try {
    for await (const { Stacks = [] } of paginateDescribeStacks({ client }, { StackName: stack })) {
      for (const { StackName = '', StackStatus, Outputs: outputs = [] } of Stacks) {
        if (StackStatus === 'DELETE_COMPLETE') continue;
        const byName = outputs.map(({ OutputKey = '', OutputValue = '' }) => [
          OutputKey,
          OutputValue,
        ]);
        found.push(...one(readDeployment(StackName, Object.fromEntries(byName) as Outputs)));
      }
    }
  } catch (error) {
    if (!isMissing(error)) {
      throw troubleError(
        `CloudFormation does not tell of stacks (${oneLine(messageOf(error))}): ${remedy(error)}`,
        error,
      );
    }
  }
  return { region: await client.config.region(), found };
}

function remedy(error: unknown): string {
  if (isDenied(error)) return 'allow cloudformation:DescribeStacks to who asks';
  return remedyOf(error) ?? 'look at credentials and region';
}

function one<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}

/** CloudFormation has no error of its own for a stack that there is not. */
function isMissing(error: unknown): boolean {
  const { name, message } = error as Error;
  return name === 'ValidationError' && message.includes('does not exist');
}
