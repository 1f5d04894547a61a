import { describe, expect, it } from 'vitest';
import { environmentTemplate } from '../support/app';
import { refusalOf, withEnvironment } from '../support/config';

const RULE = 'AWS::Events::Rule';
const STOPPED = { name: 'stopped', pattern: { source: ['aws.ec2'] }, command: 'version' };
const { command: _, ...NO_COMMAND } = STOPPED;

const templateOf = (fields: object) => environmentTemplate({ events: [{ ...STOPPED, ...fields }] });

const ruleIn = (fields: object) =>
  expect.objectContaining({ MWAAQ_EVENT_RULE: JSON.stringify({ name: 'stopped', fields }) });

describe('an event of the configuration', () => {
  it('has its pattern as EventBridge itself writes it, matchers and numbers too', () => {
    const pattern = {
      source: ['aws.ec2', { prefix: 'shop.' }],
      'detail-type': ['EC2 Instance State-change Notification'],
      resources: [{ 'anything-but': ['a'] }],
      detail: { state: ['stopped'], n: [{ numeric: ['>', 1] }], $or: [{ a: [1] }, { b: [null] }] },
    };

    const [rule] = Object.values(templateOf({ pattern }).findResources(RULE));
    expect(rule?.Properties.EventPattern).toEqual(pattern);
  });

  it('may be of another bus of the account', () => {
    templateOf({ eventBusName: 'orders' }).hasResourceProperties(RULE, { EventBusName: 'orders' });
  });

  it.each([
    [STOPPED, { command: 'version' }],
    [
      { ...NO_COMMAND, trigger: { dagId: 'd', conf: { id: '{detail.instance-id}' } } },
      { trigger: { dagId: 'd', conf: { id: '{detail.instance-id}' } } },
    ],
  ])('queues its command: %j', (event, fields) => {
    const functions = environmentTemplate({ events: [event] }).findResources(
      'AWS::Lambda::Function',
    );

    expect(
      Object.values(functions).map(({ Properties }) => Properties.Environment.Variables),
    ).toContainEqual(ruleIn(fields));
  });

  it.each(['EventDeadLetterQueueUrl', 'UndeliveredEventQueueUrl'])(
    'has the output %s, if there is any event',
    (output) => {
      templateOf({}).hasOutput(output, {});
      expect(environmentTemplate({}).findOutputs(output)).toEqual({});
    },
  );

  it.each<[string, object, string]>([
    ['no command', NO_COMMAND, '[1] has none of command and trigger: give exactly one'],
    [
      'two commands',
      { ...STOPPED, trigger: { dagId: 'd' } },
      '[1] has both of command and trigger: give exactly one',
    ],
    [
      'an unknown key',
      { ...STOPPED, bus: 'b' },
      '[1] has the unknown key "bus": allowed are name, pattern, eventBusName, command, trigger',
    ],
    [
      'an unknown key of its pattern',
      { ...STOPPED, pattern: { detailType: ['a'] } },
      '[1].pattern has the unknown key "detailType": allowed are version, id, detail-type, source, ',
    ],
    [
      'an unknown key of its trigger',
      { ...NO_COMMAND, trigger: { dagId: 'd', config: {} } },
      '[1].trigger has the unknown key "config": allowed are dagId, conf',
    ],
    ['no pattern', { command: 'version' }, '[1].pattern is missing: give an object'],
    [
      'a value that is no list',
      { ...STOPPED, pattern: { source: 'aws.ec2' } },
      '[1].pattern.source is "aws.ec2": give a list',
    ],
    [
      'an empty list',
      { ...STOPPED, pattern: { source: [] } },
      '[1].pattern.source is []: name at least one value, or leave it out',
    ],
    ['no name of a bus', { ...STOPPED, eventBusName: '' }, '[1].eventBusName is "": '],
  ])('is refused with %s', (_, event, message) => {
    const refusal = refusalOf(withEnvironment({ events: [STOPPED, { ...event, name: 's' }] }));

    expect(refusal.startsWith(`mwaa-cli-queue.environments[0].events${message}`), refusal).toBe(
      true,
    );
    expect(refusal).not.toContain('\n');
  });

  it('is refused if another one of the environment has its name', () => {
    expect(refusalOf(withEnvironment({ events: [STOPPED, STOPPED] }))).toBe(
      'mwaa-cli-queue: events of environment MyEnvironment has "stopped" twice: give each a name of its own',
    );
  });

  it.each([
    [{ pattern: {} }, 'eventPattern is empty, which would be every event: '],
    [
      { command: undefined, trigger: { dagId: 'd', conf: { a: '{b}' } } },
      'conf.a has the unknown placeholder {b}: there are id, ',
    ],
    [{ name: 'my event' }, 'event trigger name "my event" has 8 characters: '],
  ])('is refused by the construct, the environment named: %j', (fields, message) => {
    expect(() => templateOf(fields)).toThrow(`environment MyEnvironment: ${message}`);
  });
});
