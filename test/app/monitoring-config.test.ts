import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { environmentTemplate, synthesize } from '../support/app';
import { refusalOf, withEnvironment } from '../support/config';

const ALARM = 'AWS::CloudWatch::Alarm';
const DASHBOARD = 'AWS::CloudWatch::Dashboard';

describe('what is watched of an environment', () => {
  it('has an output for its dashboard, and none without one', () => {
    const outputs = (fields: object) =>
      Object.keys(environmentTemplate(fields).findOutputs('DashboardName'));

    expect(outputs({})).toHaveLength(1);
    expect(outputs({ dashboard: false })).toEqual([]);
    environmentTemplate({ dashboard: false }).resourceCountIs(DASHBOARD, 0);
  });

  it('has its own limit for the time to drain', () => {
    environmentTemplate({ maxDrainMinutes: 90 }).hasResourceProperties(ALARM, {
      AlarmDescription: Match.stringLikeRegexp('#queue-takes-too-long-to-drain$'),
      Threshold: 5400,
    });
  });

  it('sends people to one runbook for all environments', () => {
    const runbookUrl = 'https://wiki.example.com/airflow';
    const { stacks } = synthesize({ environments: [{ name: 'A' }, { name: 'B' }], runbookUrl });

    expect(stacks).toHaveLength(2);
    for (const { template } of stacks) {
      Template.fromJSON(template).allResourcesProperties(ALARM, {
        AlarmDescription: Match.stringLikeRegexp(`Runbook: ${runbookUrl}#[a-z-]+$`),
      });
    }
  });

  it.each<[object, string]>([
    [withEnvironment({ dashboard: 'no' }), '.environments[0].dashboard is "no": '],
    [
      withEnvironment({ maxDrainMinutes: 0 }),
      '.environments[0].maxDrainMinutes is 0: give whole minutes, 1 to 20160',
    ],
    [
      withEnvironment({ maxDrainMinutes: 20_161 }),
      '.environments[0].maxDrainMinutes is 20161: give whole minutes, 1 to 20160',
    ],
    [
      { environments: [{ name: 'E' }], runbookUrl: 'wiki/airflow' },
      '.runbookUrl is "wiki/airflow": give an http or https address of at most 300 characters without # and spaces, to which #heading is added',
    ],
  ])('refuses %j', (config, message) => {
    expect(refusalOf(config)).toContain(`mwaa-cli-queue${message}`);
  });
});
