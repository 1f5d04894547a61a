import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import {
  RUNNER_VARIABLES,
  UPLOAD_TRIGGER_VARIABLES,
} from '../../lambda/contract/environment-variables';
import type { UploadRule } from '../../lambda/contract/upload-rule';
import { createJudge, readRule } from '../../lambda/upload-trigger/rule';
import { readEventPattern } from '../../local/stack/event-pattern';
import { exampleStack } from '../support/examples';
import { functionsOf, queueNotificationsOf, rulesOf } from '../support/uploads';

const lake = () => exampleStack('data-lake', 'DataLake');

/** What the function of a trigger is told, by the trigger's name. */
async function ruleOf(name: string): Promise<UploadRule> {
  const rules = functionsOf(await lake()).map(({ Environment }) =>
    readRule(String(Environment.Variables[UPLOAD_TRIGGER_VARIABLES.rule])),
  );
  const rule = rules.find((one) => one.name === name);
  if (rule === undefined) throw new Error(`there is no trigger ${name}`);
  return rule;
}

/** S3's event of an object. */
function written(bucket: string, key: string, account = '111111111111') {
  const detail = { bucket: { name: bucket }, object: { key } };
  return { source: 'aws.s3', 'detail-type': 'Object Created', account, detail };
}

describe('a batch', () => {
  it.each([
    ['sales-by-day', 'sales/2026-11-22/eu/a/part-1.parquet', { day: '2026-11-22', region: 'eu' }],
    ['clicks-by-region', 'clicks/us/2026/11/22.json', { region: 'us' }],
  ])('of %s takes %s', async (name, key, parts) => {
    const rule = await ruleOf(name);

    expect(createJudge(rule)({ key, size: 1 })).toEqual({ counts: true, parts });
    expect(Object.keys(parts)).toContain(rule.batch?.groupBy);
  });

  it.each([
    ['sales-by-day', 'sales/2026-11-22/part-1.parquet'],
    ['sales-by-day', 'sales/2026-11-22/eu/_SUCCESS'],
    ['clicks-by-region', 'clicks/22.json'],
  ])('of %s does not take %s', async (name, key) => {
    expect(createJudge(await ruleOf(name))({ key, size: 1 })).toMatchObject({ counts: false });
  });

  it("is of one day, or one region, and its run's conf says which", async () => {
    const [sales, clicks] = [await ruleOf('sales-by-day'), await ruleOf('clicks-by-region')];

    expect([sales.batch?.groupBy, sales.conf]).toEqual(['day', { day: '{group}' }]);
    expect([clicks.batch?.groupBy, clicks.conf]).toEqual(['region', { region: '{group}' }]);
  });

  it("is told of by S3's own notifications, which do not overlap", async () => {
    const filters = queueNotificationsOf(await lake()).map(({ Filter }) => Filter?.Key.FilterRules);

    expect(filters).toEqual([
      [
        { Name: 'suffix', Value: '.parquet' },
        { Name: 'prefix', Value: 'sales/' },
      ],
      [{ Name: 'prefix', Value: 'clicks/' }],
    ]);
  });
});

describe('the existing bucket', () => {
  it('is told of by EventBridge, marker by marker', async () => {
    const [pattern] = rulesOf(await lake()).flatMap(({ EventBusName, EventPattern }) =>
      EventBusName === undefined ? [EventPattern] : [],
    );
    const matches = readEventPattern(pattern);

    expect(matches(written('company-raw-zone', 'exports/customers/_SUCCESS'))).toBe(true);
    expect(matches(written('company-raw-zone', 'exports/customers/part-1.csv'))).toBe(false);
    expect(matches(written('company-raw-zone', 'other/_SUCCESS'))).toBe(false);
    expect(matches(written('another-bucket', 'exports/customers/_SUCCESS'))).toBe(false);
  });

  it('counts an empty marker, which stands for its folder', async () => {
    const rule = await ruleOf('exports');

    const marker = { key: 'exports/customers/_SUCCESS', size: 0 };
    expect(createJudge(rule)(marker)).toMatchObject({ counts: true });
    expect(rule.conf).toEqual({ folder: 's3://{bucket}/{folder}' });
  });
});

describe("the partner's bucket", () => {
  it('is told of on a bus of its own, by the partner only', async () => {
    const stack = await lake();
    const [partner] = rulesOf(stack).filter(({ EventBusName }) => EventBusName !== undefined);
    const matches = readEventPattern(partner?.EventPattern);

    expect(matches(written('partner-exports', 'outgoing/a.csv', '222222222222'))).toBe(true);
    expect(matches(written('partner-exports', 'outgoing/a.csv', '333333333333'))).toBe(false);
    expect(matches(written('partner-exports', 'incoming/a.csv', '222222222222'))).toBe(false);
    Template.fromStack(stack).hasResourceProperties('AWS::Events::EventBusPolicy', {
      StatementId: Match.stringLikeRegexp('Uploads222222222222$'),
    });
  });

  it('has nothing forwarded but what the lake takes, to the bus of the settings', async () => {
    const [rule] = rulesOf(await exampleStack('data-lake', 'Partner'));
    const matches = readEventPattern(rule?.EventPattern);

    expect(matches(written('partner-exports', 'outgoing/a.csv'))).toBe(true);
    expect(matches(written('partner-exports', 'outgoing/a.txt'))).toBe(false);
    expect(rule?.Targets[0]?.Arn).toMatch(/^arn:aws:events:.+:event-bus\//);
  });
});

describe('the queue', () => {
  it('waits ten minutes for a DAG that Airflow does not know yet', async () => {
    Template.fromStack(await lake()).hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { [RUNNER_VARIABLES.unknownDagPatienceMs]: '600000' } },
    });
  });

  it("lets the environment's execution role read manifests, and nothing else", async () => {
    const policies = Template.fromStack(await lake()).findResources('AWS::IAM::Policy', {
      Properties: { Roles: ['my-environment-execution-role'] },
    });

    const [policy, ...others] = Object.values(policies);
    expect(others).toEqual([]);
    const { Statement } = policy?.Properties.PolicyDocument ?? {};
    expect(Statement).toMatchObject([{ Action: 's3:GetObject', Effect: 'Allow' }]);
    expect(JSON.stringify(Statement)).toContain('Manifests');
  });
});
