import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { environmentTemplate } from '../support/app';
import { lostBy } from '../support/replacement';

const upload = { prefix: 'in/', dagId: 'load' };
const schedule = { name: 'nightly', expression: 'rate(1 day)', command: 'version' };
const event = { name: 'heard', pattern: { source: ['aws.states'] }, command: 'version' };
const batch = { name: 'batch', prefix: 'all/', dagId: 'load', batch: { windowSeconds: 60 } };

const KEY = 'arn:aws:kms:eu-central-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';

/** As it is deployed before something is changed. */
const ENVIRONMENT = { uploads: [upload, batch], schedules: [schedule], events: [event] };

describe('an update', () => {
  it.each<[string, object]>([
    ['an upload trigger', { uploads: [{ ...upload, prefix: 'a/', name: 'a' }, upload, batch] }],
    ['one whose filter overlaps', { uploads: [upload, batch, { ...upload, name: 'again' }] }],
    [
      'one of an existing bucket',
      { uploads: [{ ...upload, name: 'other', bucketName: 'company-data' }, upload, batch] },
    ],
    [
      'one of another account',
      {
        uploads: [
          { name: 'far', dagId: 'd', bucketName: 'far', sourceAccounts: ['111111111111'] },
          upload,
          batch,
        ],
      },
    ],
    ['a schedule', { schedules: [{ ...schedule, name: 'a' }, schedule] }],
    ['an event trigger', { events: [{ ...event, name: 'a' }, event] }],
  ])('that adds %s makes nothing anew that was there, nor has it do another work', (_, change) => {
    expectNothingLost(change);
    const [before, after] = templatesOf(ENVIRONMENT, { ...ENVIRONMENT, ...change });
    expect(workersIn(after)).toMatchObject(workersIn(before));
  });

  it.each<[string, object]>([
    ['time-outs', { timeouts: { command: 30, runner: 300, visibility: 3600 } }],
    ['the allow-list', { allowedCommands: ['dags trigger', 'dags list'] }],
    ['the senders', { senders: [{ uniqueId: 'AROAEXAMPLE00001' }] }],
    ["the records' retention", { recordRetentionDays: 400 }],
    ['keys that AWS owns for one of its own', { encryptionKeyArn: KEY }],
    ["the logs' retention", { logRetentionDays: 400 }],
    ["the manifests' retention", { uploadManifestRetentionDays: 7 }],
    ['the Airflow version', { airflowVersion: '2.11.2' }],
    ['the patience for unknown DAGs', { unknownDagPatience: 600 }],
    ["an upload's filter", { uploads: [{ ...upload, prefix: 'elsewhere/' }, batch] }],
    ["a schedule's time", { schedules: [{ ...schedule, expression: 'rate(2 days)' }] }],
    ["an event's pattern", { events: [{ ...event, pattern: { source: ['shop'] } }] }],
  ])('that changes %s makes nothing anew that was there', (_, change) => {
    expectNothingLost(change);
  });

  it.each<[string, object, RegExp]>([
    ['a trigger that is removed', { uploads: [batch] }, /^AWS::SQS::Queue \w+ is gone$/],
    [
      'a rule that moves to another bus',
      { events: [{ ...event, eventBusName: 'shop' }] },
      /^AWS::Events::Rule \w+ is made anew: EventBusName is another$/,
    ],
  ])('shows %s', (_, change, expected) => {
    const lost = lostBy(...templatesOf(ENVIRONMENT, { ...ENVIRONMENT, ...change }));
    expect(lost).toContainEqual(expect.stringMatching(expected));
  });

  it('that adds the first of each kind makes nothing anew that was there', () => {
    expect(lostBy(...templatesOf({}, ENVIRONMENT))).toEqual([]);
  });
});

function expectNothingLost(change: object): void {
  const [before, after] = templatesOf(ENVIRONMENT, { ...ENVIRONMENT, ...change });
  expect(after.toJSON()).not.toEqual(before.toJSON());
  expect(lostBy(before, after)).toEqual([]);
}

/** What takes events and sends commands, by logical id. */
function workersIn(template: Template): object {
  const types = ['AWS::Events::Rule', 'AWS::Lambda::Function', 'AWS::Scheduler::Schedule'];
  return Object.assign({}, ...types.map((type) => template.findResources(type)));
}

function templatesOf(before: object, after: object): [Template, Template] {
  return [environmentTemplate(before), environmentTemplate(after)];
}
