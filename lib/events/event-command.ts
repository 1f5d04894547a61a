import { Token } from 'aws-cdk-lib';
import type { EventPattern } from 'aws-cdk-lib/aws-events';
import { checkTemplate } from '../../lambda/contract/conf-template';
import { EVENT_PLACEHOLDERS, isEventPlaceholder } from '../../lambda/contract/event-rule';
import { parseMessage } from '../../lambda/contract/message';
import { isTokenName } from '../checks';
import { wrongType } from '../checks/value-checks';
import { type AirflowCommand, checkCommand } from '../commands/airflow-command';

/**
 * Checks a command that events are to fill in. Only a trigger's `conf` is a template: an event may fill in data,
 * and never write a command line.
 *
 * @throws Error when the `conf` has a placeholder that no event has
 */
export function checkPlaceholders(command: AirflowCommand): void {
  checkCommand(command);
  const { request } = parseMessage(JSON.stringify(command.fields));
  if (request.form !== 'trigger' || request.trigger.conf === undefined) return;
  const known = `${EVENT_PLACEHOLDERS.join(', ')} and detail.<path>`;
  const isKnown = (name: string) => isEventPlaceholder(name) || isTokenName(name);
  checkTemplate(request.trigger.conf, isKnown, known);
}

/**
 * Checks that a pattern says something. EventBridge refuses an empty one only at deployment.
 *
 * @throws Error which says what to give
 */
export function checkPattern(pattern: EventPattern): void {
  if (typeof pattern !== 'object') {
    throw wrongType('eventPattern', pattern, "at least one field, for example source: ['aws.ec2']");
  }
  const fields = Object.entries(pattern).filter(([, value]) => value !== undefined);
  if (fields.length === 0) {
    throw new Error(
      `eventPattern is empty, which would be every event: give at least one field, for example source: ['aws.ec2']`,
    );
  }
  const [empty] = fields.find(([, value]) => isEmpty(value)) ?? [];
  if (empty === undefined) return;
  throw new Error(
    `eventPattern.${empty} is empty, which no event matches: name what it may be, or leave it out`,
  );
}

function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Token.isUnresolved(value)) return false;
  return Object.keys(value).length === 0;
}
