import { Fn, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { RUNNER_VARIABLES } from '../../lambda/contract/environment-variables';
import { DEFAULT_ALLOWED_COMMANDS } from '../../lambda/contract/verbs';
import type { CommandSenders } from '../commands/command-senders';
import { airflowRoleOf, Via } from '../commands/via';
import { type FunctionNetwork, nodeFunction } from '../functions/node-function';
import { grantKey } from '../keys/key-rights';
import type { MwaaCommandQueueProps } from '../mwaa-command-queue-props';
import { allowSend } from '../queues/queue-rights';
import { retentionDays } from '../records/command-records';
import type { Timeouts } from './timeouts';

/** What the runner works with. */
export interface RunnerParts {
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;
  readonly records: Table;
  readonly timeouts: Timeouts;
  readonly network: FunctionNetwork | undefined;
  readonly senders: CommandSenders;
}

/** The function that runs the commands of the queue, with the rights to do so and no others. */
export function createRunner(
  scope: Construct,
  id: string,
  props: MwaaCommandQueueProps,
  parts: RunnerParts,
): LambdaFunction {
  const runner = nodeFunction(scope, id, {
    bundle: 'runner',
    description: `Runs Airflow commands on the MWAA environment ${props.environmentName}`,
    timeout: parts.timeouts.runner,
    encryptionKey: props.encryptionKey,
    logRetention: props.logRetention,
    environment: variables(props, parts),
    network: parts.network,
  });
  allow(runner, props, parts);
  return runner;
}

function variables(props: MwaaCommandQueueProps, parts: RunnerParts): { [name: string]: string } {
  const senders = parts.senders.variable;
  return {
    [RUNNER_VARIABLES.environmentName]: props.environmentName,
    [RUNNER_VARIABLES.allowedCommands]: Fn.join(',', [
      ...(props.allowedCommands ?? DEFAULT_ALLOWED_COMMANDS),
    ]),
    [RUNNER_VARIABLES.commandTimeoutMs]: String(parts.timeouts.command.toMilliseconds()),
    [RUNNER_VARIABLES.unknownDagPatienceMs]: String(
      props.unknownDagPatience?.toMilliseconds() ?? 0,
    ),
    [RUNNER_VARIABLES.queueUrl]: parts.queue.queueUrl,
    [RUNNER_VARIABLES.deadLetterQueueUrl]: parts.deadLetterQueue.queueUrl,
    [RUNNER_VARIABLES.recordsTable]: parts.records.tableName,
    [RUNNER_VARIABLES.recordsRetentionDays]: retentionDays(props.recordRetention),
    ...(senders === undefined ? {} : { [RUNNER_VARIABLES.senders]: senders }),
    ...viaVariables(props),
    ...(props.airflowVersion === undefined
      ? {}
      : { [RUNNER_VARIABLES.airflowVersion]: props.airflowVersion }),
  };
}

/** By the command line alone, nothing is said of it. */
function viaVariables(props: MwaaCommandQueueProps): { [name: string]: string } {
  const { via = Via.CLI } = props;
  if (via === Via.CLI) return {};
  return { [RUNNER_VARIABLES.via]: via, [RUNNER_VARIABLES.airflowRole]: airflowRoleOf(props) };
}

/** The environment for tokens and version; for the REST API the role in Airflow: it knows no environment's ARN. */
function airflowRights(stack: Stack, props: MwaaCommandQueueProps): [string[], string[]][] {
  const { via = Via.CLI, environmentName } = props;
  const arn = (resource: string, resourceName: string) =>
    stack.formatArn({ service: 'airflow', resource, resourceName });
  const token = via === Via.REST ? [] : ['airflow:CreateCliToken'];
  const role = arn('role', `${environmentName}/${airflowRoleOf(props)}`);
  return [
    [[...token, 'airflow:GetEnvironment'], [arn('environment', environmentName)]],
    ...(via === Via.CLI
      ? []
      : [[['airflow:InvokeRestApi'], [role]] satisfies [string[], string[]]]),
  ];
}

function allow(runner: LambdaFunction, props: MwaaCommandQueueProps, parts: RunnerParts): void {
  const rights: [string[], string[]][] = [
    ...airflowRights(Stack.of(runner), props),
    [['dynamodb:GetItem', 'dynamodb:PutItem'], [parts.records.tableArn]],
  ];
  for (const [actions, resources] of rights) {
    runner.addToRolePolicy(new PolicyStatement({ actions, resources }));
  }
  // To the commands queue too: there it sends on, into the environment's group, what was redriven.
  allowSend(runner, parts.deadLetterQueue, parts.queue);
  const { encryptionKey } = parts.records;
  if (encryptionKey !== undefined) grantKey(encryptionKey, runner, 'dynamodb', 'read');
}
