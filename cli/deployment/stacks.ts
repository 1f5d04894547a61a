import { CloudFormationClient, paginateDescribeStacks } from '@aws-sdk/client-cloudformation';
import type { Aws } from '../adapters/aws';
import { isDenied, messageOf, troubleError } from '../exit';
import { remedyOf } from '../remedy';
import { oneLine } from '../terminal/format';
import { type Deployment, type Outputs, readDeployments } from './deployment';

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
  const found = await readAll(client, stack).catch(explain);
  return { region: await client.config.region(), found };
}

async function readAll(
  client: CloudFormationClient,
  StackName: string | undefined,
): Promise<readonly Deployment[]> {
  const found: Deployment[] = [];
  for await (const { Stacks = [] } of paginateDescribeStacks({ client }, { StackName })) {
    for (const { StackName: name = '', StackStatus, Outputs: outputs = [] } of Stacks) {
      if (StackStatus === 'DELETE_COMPLETE') continue;
      const byName = outputs.map(({ OutputKey = '', OutputValue = '' }) => [
        OutputKey,
        OutputValue,
      ]);
      found.push(...readDeployments(name, Object.fromEntries(byName) as Outputs));
    }
  }
  return found;
}

function explain(error: unknown): readonly Deployment[] {
  if (isMissing(error)) return [];
  throw troubleError(
    `CloudFormation does not tell of stacks (${oneLine(messageOf(error))}): ${remedy(error)}`,
    error,
  );
}

function remedy(error: unknown): string {
  if (isDenied(error)) return 'allow cloudformation:DescribeStacks to who asks';
  return remedyOf(error) ?? 'look at credentials and region';
}

/** CloudFormation has no error of its own for a stack that there is not. */
function isMissing(error: unknown): boolean {
  const { name, message } = error as Error;
  return name === 'ValidationError' && message.includes('does not exist');
}
