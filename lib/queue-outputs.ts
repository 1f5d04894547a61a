import { CfnOutput, Stack } from 'aws-cdk-lib';
import { STACK_OUTPUTS as NAMES } from '../lambda/contract/stack-outputs';
import { checkText } from './checks/value-checks';
import type { MwaaCommandQueue } from './mwaa-command-queue';

/** What CloudFormation takes as the name of an output; the rest of it is ours. */
const PREFIX = /^([A-Z][A-Za-z0-9]{0,63})?$/;

/** An output's name, what it is for, and its value where there is one yet. */
type Output = readonly [name: string, description: string, value: string | undefined];

/** The outputs by which the command line, and people, find a queue in its stack. */
export class QueueOutputs {
  private readonly prefixes: string[] = [];
  private readonly added = new Set<string>();

  /** @param uploadFunctions JSON, also of the triggers that are added later */
  constructor(
    private readonly queue: MwaaCommandQueue,
    private readonly uploadFunctions: string,
  ) {}

  /** @throws Error of one line for a prefix that is none, or is taken in this stack */
  public add(prefix: string): void {
    checkText('prefix', prefix);
    if (!PREFIX.test(prefix)) {
      throw new Error(
        `prefix is ${JSON.stringify(prefix)}: give at most 64 letters and digits that begin with a capital one, for example "Sales"`,
      );
    }
    this.checkFree(`${prefix}${NAMES.queueUrl}`);
    this.prefixes.push(prefix);
    this.refresh();
  }

  /** Adds those of what was made since. */
  public refresh(): void {
    for (const prefix of this.prefixes) this.refreshOf(prefix);
  }

  private refreshOf(prefix: string): void {
    const stack = Stack.of(this.queue);
    for (const [name, description, value] of [...this.always(), ...this.ofSources()]) {
      const id = `${prefix}${name}`;
      if (value === undefined || this.added.has(id)) continue;
      this.checkFree(id);
      new CfnOutput(stack, id, { value, description });
      this.added.add(id);
    }
  }

  /** "Upload" before one queue's "DeadLetterQueueUrl" is what another queue without a prefix has of its uploads. */
  private checkFree(id: string): void {
    const stack = Stack.of(this.queue);
    if (stack.node.tryFindChild(id) === undefined) return;
    throw new Error(
      `the stack ${stack.stackName} has an output ${id} already: give each queue in it a prefix of its own, for example addOutputs("Sales")`,
    );
  }

  private always(): readonly Output[] {
    const { queue } = this;
    const letIn = 'let in on 443 who else uses SQS or MWAA';
    return [
      [NAMES.environmentName, 'The MWAA environment, the message group id', queue.environmentName],
      [NAMES.queueUrl, 'Send commands here', queue.queue.queueUrl],
      [NAMES.deadLetterQueueUrl, 'Failed and refused commands', queue.deadLetterQueue.queueUrl],
      [NAMES.recordsTableName, 'What became of each command', queue.records.tableName],
      [NAMES.runnerLogs, "The runner's log group", queue.runner.logGroup.logGroupName],
      [
        NAMES.mappingId,
        'Switch this event source mapping off to hold the environment',
        queue.runnerEventSourceMappingId,
      ],
      [NAMES.dashboardName, 'How all that does', queue.dashboard?.dashboardName],
      [
        NAMES.outcomeEventDeadLetterQueueUrl,
        'Outcomes not announced',
        queue.outcomeEventDeadLetterQueue.queueUrl,
      ],
      [
        NAMES.runnerSecurityGroupId,
        "The runner's security group: the web server's must let it in on 443",
        queue.runnerSecurityGroup?.securityGroupId,
      ],
      [
        NAMES.vpcEndpointSecurityGroupId,
        `The security group of the VPC endpoints: ${letIn}`,
        queue.vpcEndpointSecurityGroup?.securityGroupId,
      ],
    ];
  }

  /** None before the first schedule or trigger that needs it. */
  private ofSources(): readonly Output[] {
    const { queue } = this;
    const firings = queue.scheduleDeadLetterQueue?.queueUrl;
    const events = queue.eventDeadLetterQueue?.queueUrl;
    const uploads = queue.uploadDeadLetterQueue?.queueUrl;
    const undelivered = queue.undeliveredEventQueue?.queueUrl;
    const functions = uploads && this.uploadFunctions;
    return [
      [NAMES.scheduleDeadLetterQueueUrl, 'Firings not queued', firings],
      [NAMES.eventDeadLetterQueueUrl, 'Events not queued', events],
      [NAMES.undeliveredEventQueueUrl, 'Events not delivered', undelivered],
      [NAMES.uploadFunctions, 'The function of each upload, to reconcile by', functions],
      [NAMES.uploadDeadLetterQueueUrl, 'Upload events not queued', uploads],
      [NAMES.uploadManifestsBucket, 'Lists of large batches', queue.uploadManifests?.bucketName],
      [
        NAMES.uploadEventBusArn,
        'Where other accounts tell of uploads',
        queue.uploadEventBus?.eventBusArn,
      ],
    ];
  }
}
