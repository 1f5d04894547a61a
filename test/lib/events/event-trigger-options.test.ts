import { Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, it } from 'vitest';
import type { EventRule } from '../../../lambda/contract/event-rule';
import { AirflowCommand, type EventTriggerOptions, MwaaCommandQueue } from '../../../lib';
import type { Intrinsic } from '../../../local/stack/intrinsics';
import { STOPPED, triggerInStack } from '../../support/event-triggers';
import { ENVIRONMENT, joined, propertiesOf, queueInStack, quickApp } from '../../support/template';

const RULE = 'AWS::Events::Rule';

/** What the function is told of its rule. */
function ruleOf(options: Partial<EventTriggerOptions>, id?: string): EventRule {
  const functions = propertiesOf<{
    readonly Environment: { readonly Variables: Readonly<Record<string, Intrinsic>> };
  }>(triggerInStack(options, id).template, 'AWS::Lambda::Function');
  const variables = functions.map(({ Environment }) => Environment.Variables.MWAAQ_EVENT_RULE);
  return JSON.parse(joined(variables.find((rule) => rule !== undefined) ?? ''));
}

const refused = (options: Partial<EventTriggerOptions>, message: string) =>
  expect(() => triggerInStack(options)).toThrow(new Error(message));

describe('triggerName', () => {
  it('stands in the ids, rather than the construct’s id', () => {
    expect(ruleOf({ triggerName: 'Ec2.stopped-1' }).name).toBe('Ec2.stopped-1');
    expect(ruleOf({}, 'Stopped').name).toBe('Stopped');
    expect(ruleOf({ triggerName: Lazy.string({ produce: () => 'late' }) }).name).toBe('late');
  });

  it.each(['', 'my rule', 'a/b', 'n'.repeat(65)])('fails if it is %j', (triggerName) => {
    refused(
      { triggerName },
      `event trigger name ${JSON.stringify(triggerName)} has ${triggerName.length} characters: use 1 to 64 of A-Z a-z 0-9 _ . -`,
    );
  });

  it('fails if two triggers of one environment have the same', () => {
    const { queue } = triggerInStack();

    expect(() => queue.addEventTrigger('b', { ...STOPPED, triggerName: 'stopped' })).toThrow(
      'event trigger name "stopped" is taken: two event triggers of one name would give the same ids, and one would count as a repeat of the other; give each its own',
    );
  });
});

describe('eventPattern', () => {
  it('may have any field', () => {
    const { template } = triggerInStack({
      eventPattern: { detailType: ['Order Placed'], account: ['123456789012'] },
    });

    template.hasResourceProperties(RULE, {
      EventPattern: { 'detail-type': ['Order Placed'], account: ['123456789012'] },
    });
  });

  it.each([{}, { source: undefined }])('fails if it is %j', (eventPattern) => {
    refused(
      { eventPattern },
      "eventPattern is empty, which would be every event: give at least one field, for example source: ['aws.ec2']",
    );
  });

  it.each([
    ['source', { source: [] }],
    ['detail', { source: ['aws.ec2'], detail: {} }],
  ])('fails if its %s is empty', (field, eventPattern) => {
    refused(
      { eventPattern },
      `eventPattern.${field} is empty, which no event matches: name what it may be, or leave it out`,
    );
  });
});

describe('eventBus', () => {
  it('may be one of the account', () => {
    const { stack, queue } = queueInStack();
    const eventBus = EventBus.fromEventBusName(stack, 'Bus', 'orders');

    queue.addEventTrigger('orders', { ...STOPPED, eventBus });

    Template.fromStack(stack).hasResourceProperties(RULE, { EventBusName: 'orders' });
  });

  it.each([
    [
      'account',
      'arn:aws:events:eu-central-1:222222222222:event-bus/b',
      '222222222222',
      '111111111111',
    ],
    ['region', 'arn:aws:events:us-east-1:111111111111:event-bus/b', 'us-east-1', 'eu-central-1'],
  ])('fails if it is in another %s', (place, arn, there, here) => {
    const app = quickApp();
    const env = { account: '111111111111', region: 'eu-central-1' };
    const stack = new Stack(app, 'S', { env });
    const queue = new MwaaCommandQueue(stack, 'Queue', { environmentName: ENVIRONMENT });
    const eventBus = EventBus.fromEventBusArn(stack, 'Bus', arn);

    expect(() => queue.addEventTrigger('orders', { ...STOPPED, eventBus })).toThrow(
      new Error(
        `eventBus is in ${place} ${there}: it must be in the stack's, ${here}; have its events forwarded to one here by a rule`,
      ),
    );
  });
});

describe('the command', () => {
  it.each([
    AirflowCommand.text('dags trigger d --conf {}'),
    AirflowCommand.argv('dags', 'pause', '{unknown}'),
    AirflowCommand.trigger('d'),
    AirflowCommand.trigger('d', {
      conf: { state: '{detail.state}', of: ['{id} {{in}} {source}'], n: 1 },
    }),
  ])('is handed on: %j', (command) => {
    expect(ruleOf({ command }).fields).toEqual(command.fields);
  });

  it('may hold what is known only at deployment beside what the event tells', () => {
    const { stack, queue } = queueInStack();
    const bucket = new Bucket(stack, 'B').bucketName;
    const conf = { to: `s3://${bucket}/{detail.key}` };

    queue.addEventTrigger('copy', { ...STOPPED, command: AirflowCommand.trigger('d', { conf }) });

    const [reference] = Object.keys(Template.fromStack(stack).findResources('AWS::S3::Bucket'));
    const [variable] = propertiesOf<{
      readonly Environment: { readonly Variables: Readonly<Record<string, Intrinsic>> };
    }>(Template.fromStack(stack), 'AWS::Lambda::Function').flatMap(({ Environment }) =>
      'MWAAQ_EVENT_RULE' in Environment.Variables ? [Environment.Variables.MWAAQ_EVENT_RULE] : [],
    );
    expect(joined(variable ?? '')).toContain(`"to":"s3://<${reference}>/{detail.key}"`);
  });

  it.each([
    [{ a: '{state}' }, 'conf.a has the unknown placeholder {state}'],
    [{ a: { b: ['x', '{detail.}'] } }, 'conf.a.b[1] has the unknown placeholder {detail.}'],
  ])('fails if its conf has a placeholder that no event has: %j', (conf, message) => {
    refused(
      { command: AirflowCommand.trigger('d', { conf }) },
      `${message}: there are id, detail-type, source, account, time, region, resources, detail and detail.<path>; write {{ and }} for braces`,
    );
  });

  it('fails if it is larger than a function may be told', () => {
    const conf = { text: 'x'.repeat(3001) };

    refused(
      { command: AirflowCommand.trigger('d', { conf }) },
      'event trigger "stopped" has options of 3073 bytes as JSON: at most 3072 fit into its function\'s variables; keep in the DAG what is always the same',
    );
  });
});
