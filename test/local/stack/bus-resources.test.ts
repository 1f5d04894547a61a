import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, it } from 'vitest';
import { readMessages } from '../../../local/demo/queues';
import type { TemplateResource } from '../../../local/stack/assembly';
import { messagesIn } from '../../support/aws';
import { announced, pipeResource, runStack, tableResource } from '../../support/local-stack';

const RESOURCES = {
  Lost: { Type: 'AWS::SQS::Queue' },
  Alerts: { Type: 'AWS::SQS::Queue' },
  Records: tableResource(),
  Announce: pipeResource(),
};

const TO_ALERTS = { Id: 'Target0', Arn: { 'Fn::GetAtt': ['Alerts', 'Arn'] } };

function ruleOf(properties: object): TemplateResource {
  const EventPattern = { 'detail-type': ['Airflow Command Failed'] };
  return {
    Type: 'AWS::Events::Rule',
    Properties: { EventPattern, State: 'ENABLED', Targets: [TO_ALERTS], ...properties },
  };
}

/** Runs the stack, writes a success and a failure, and gives what the queue of alerts then has. */
async function alerts(resources: Readonly<Record<string, TemplateResource>>, queue = 'Alerts') {
  const { stack, events, queueUrl } = await runStack({ ...RESOURCES, ...resources });
  for (const outcome of ['Succeeded', 'Failed']) {
    const event = { detailType: `Airflow Command ${outcome}`, id: outcome, reason: '' };
    const Item = marshall({ id: outcome, event });
    await stack.dynamodb.send(new PutItemCommand({ TableName: 'Stack-Records', Item }));
  }
  await stack.notificationsSettled();
  const count = await messagesIn(stack.sqs, queueUrl(queue));
  const messages = await readMessages(stack.sqs, queueUrl(queue));
  return { count, bodies: messages.map(({ Body }) => JSON.parse(Body ?? '')), events };
}

it('a rule sends the events that it matches to its queue, whole', async () => {
  const { bodies, events } = await alerts({ Rule: ruleOf({}) });

  expect(bodies).toEqual([announced(events)[1]]);
  expect(bodies[0].detail.id).toBe('Failed');
});

it('a rule and a Pipe can have a bus of the template', async () => {
  const { bodies } = await alerts({
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'outcomes' } },
    Announce: pipeResource({ Target: { 'Fn::GetAtt': ['Bus', 'Arn'] } }),
    Rule: ruleOf({ EventBusName: { Ref: 'Bus' } }),
    Other: ruleOf({}), // of the account's own bus
  });

  expect(bodies).toHaveLength(1);
});

it('a rule can send to a FIFO queue', async () => {
  const Properties = { FifoQueue: true, ContentBasedDeduplication: true };
  const target = {
    Id: 'Target0',
    Arn: { 'Fn::GetAtt': ['InOrder', 'Arn'] },
    SqsParameters: { MessageGroupId: 'g' },
  };

  const { bodies } = await alerts(
    { InOrder: { Type: 'AWS::SQS::Queue', Properties }, Rule: ruleOf({ Targets: [target] }) },
    'InOrder.fifo',
  );

  expect(bodies).toHaveLength(1);
});

it('a rule can send to another bus, whose rules go on', async () => {
  const toBus = { Id: 'Target0', Arn: { 'Fn::GetAtt': ['Bus', 'Arn'] }, RoleArn: 'arn' };
  const { bodies, events } = await alerts({
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'alerts' } },
    Forward: ruleOf({ Targets: [toBus] }),
    Rule: ruleOf({ EventBusName: { Ref: 'Bus' } }),
  });

  const [succeeded, failed] = announced(events);
  expect(announced(events)).toEqual([succeeded, failed, failed]); // on the other bus, too
  expect(bodies).toEqual([failed]);
});

it('a rule can have several targets, and the stack waits until each has its events', async () => {
  const { count } = await alerts({ Rule: ruleOf({ Targets: Array(50).fill(TO_ALERTS) }) });

  expect(count).toBe(50);
});

it.each<[string, object, string]>([
  ['the whole event', {}, '"detail":{'],
  [
    'what its input transformer makes of it',
    {
      InputTransformer: {
        InputPathsMap: { id: '$.detail.id' },
        InputTemplate: '"A command."\n"Its id: <id>"',
      },
    },
    '"A command."\n"Its id: Failed"',
  ],
])('a rule tells a topic %s', async (_, input, message) => {
  const toTopic = { Id: 'Target0', Arn: { Ref: 'OnCall' }, RoleArn: 'arn', ...input };
  const { events } = await alerts({
    OnCall: { Type: 'AWS::SNS::Topic' },
    Rule: ruleOf({ Targets: [toTopic] }),
  });

  expect(events.filter(({ kind }) => kind === 'published')).toEqual([
    {
      kind: 'published',
      to: 'arn:aws:sns:us-east-1:000000000000:Stack-OnCall',
      message: expect.stringContaining(message),
    },
  ]);
});

it('a rule that is disabled sends nothing', async () => {
  const { bodies } = await alerts({ Rule: ruleOf({ State: 'DISABLED' }) });

  expect(bodies).toEqual([]);
});

it.each<[string, object, string]>([
  [
    'with another target than a queue',
    { Targets: [{ Id: 'f', Arn: 'arn:aws:lambda:us-east-1:000000000000:function:f' }] },
    'the local stack cannot run the rule Rule: Targets.0.Arn: only queues, topics and event buses can be targets',
  ],
  [
    'that rewrites the event',
    { Targets: [{ ...TO_ALERTS, InputPath: '$.detail' }] },
    'Targets.0: Unrecognized key: "InputPath"',
  ],
  [
    'that tells a queue in words',
    { Targets: [{ ...TO_ALERTS, InputTransformer: { InputTemplate: '"A command."' } }] },
    'the local stack tells only topics in words, not arn:aws:sqs:us-east-1:000000000000:Stack-Alerts',
  ],
  [
    'with a schedule',
    { EventPattern: undefined, ScheduleExpression: 'rate(1 day)' },
    'Unrecognized key: "ScheduleExpression"',
  ],
  [
    'to a bus that is not there',
    { Targets: [{ Id: 'b', Arn: 'arn:aws:events:us-east-1:000000000000:event-bus/other' }] },
    'there is no event bus arn:aws:events:us-east-1:000000000000:event-bus/other',
  ],
  [
    'of a bus that is not there',
    { EventBusName: 'other' },
    'there is no event bus arn:aws:events:us-east-1:000000000000:event-bus/other',
  ],
])('a rule is refused: %s', async (_, properties, message) => {
  await expect(alerts({ Rule: ruleOf(properties) })).rejects.toThrow(message);
});
