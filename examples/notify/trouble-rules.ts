import { Stack } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { OnCallTopic } from './on-call-topic';

export interface TroubleRulesProps {
  readonly environmentName: string;
  readonly onCall: OnCallTopic;
}

/** Tells people on call, in words, of commands that did not succeed and of an environment that takes none. */
export class TroubleRules extends Construct {
  private readonly role: Role;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: TroubleRulesProps,
  ) {
    super(scope, id);
    this.role = this.createRole();
    this.addRule('Commands', COMMAND_TROUBLE, COMMAND_TEXT);
    this.addRule('Environment', ENVIRONMENT_TROUBLE, ENVIRONMENT_TEXT);
  }

  private addRule(id: string, detailType: string[], text: string): void {
    const { environmentName, onCall } = this.props;
    const target = new SnsTopic(onCall.topic, {
      role: this.role.withoutPolicyUpdates(),
      message: RuleTargetInput.fromMultilineText(text),
    });
    new Rule(this, id, {
      description: `Tells people on call: ${detailType.join(', ')}`,
      eventPattern: {
        source: ['mwaa-cli-queue'],
        detailType,
        detail: { environment: [environmentName] },
      },
      targets: [target],
    });
  }

  /**
   * What the rules publish as. The topic's policy could let EventBridge in as well, but not by a condition: it would
   * act for the rules of any account.
   *
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
   */
  private createRole(): Role {
    const stack = Stack.of(this);
    const rules = stack.formatArn({ service: 'events', resource: 'rule', resourceName: '*' });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('events.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: { 'aws:SourceArn': rules },
        },
      }),
    });
    this.props.onCall.allowPublish(role);
    return role;
  }
}

const COMMAND_TROUBLE = [
  'Airflow Command Failed',
  'Airflow Command Refused',
  'Airflow Command Unknown',
];

const ENVIRONMENT_TROUBLE = ['Airflow Environment Held'];

const field = (name: string) => EventField.fromPath(`$.detail.${name}`);

const COMMAND_TEXT = `${field('environment')}: a command ended as ${field('outcome')}.
Command: ${field('command')}
Reason: ${field('reason')}
Id: ${field('id')}
Sender: ${field('source')}
Sent at ${field('sentAt')}, ended at ${field('finishedAt')}, begun ${field('attempts')} times.
What to do: docs/runbook.md of mwaa-cli-queue, "Dead letters waiting".`;

const ENVIRONMENT_TEXT = `${field('environment')}: the environment takes no commands, and all of them wait.
Reason: ${field('reason')}
Since: ${field('startedAt')}
What to do: docs/runbook.md of mwaa-cli-queue, "Environment held".`;
