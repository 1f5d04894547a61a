import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import type { MwaaCommandQueueProps } from '../../../lib';
import { REPOSITORY_URL } from '../../../lib/monitoring/repository';
import { RUNBOOK_URL, runbookLink } from '../../../lib/monitoring/runbook';
import { repository } from '../../../package.json';
import { fullQueue } from '../../support/full-queue';
import { ROOT } from '../../support/process';
import { ENVIRONMENT, propertiesOf, queueInStack, queueTemplate } from '../../support/template';

/** What each alarm of a queue with all there is says, and the address that it ends with. */
function descriptions(props?: Partial<MwaaCommandQueueProps>) {
  const template = Template.fromStack(fullQueue(props).stack);
  return propertiesOf<{ AlarmDescription: string }>(template, 'AWS::CloudWatch::Alarm').map(
    ({ AlarmDescription: text }) => {
      const [, happened = '', address = ''] = /^([^:]+): .+\. Runbook: (\S+)$/.exec(text) ?? [];
      return { text, happened, address };
    },
  );
}

/** The headings of the runbook, as links name them, and what stands below each. */
const sections = new Map(
  readFileSync(path.join(ROOT, 'docs', 'runbook.md'), 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((section) => section.split('\n', 1).concat(section))
    .map(([heading = '', section = '']) => [runbookLink(heading, ''), section]),
);

describe('every alarm', () => {
  it('says what happened where, and ends with the address of a heading that the runbook has', () => {
    const told = descriptions();

    for (const { happened, address } of told) {
      expect(happened).toContain(ENVIRONMENT);
      expect(address).toContain(RUNBOOK_URL);
      expect([...sections.keys()]).toContain(address.replace(RUNBOOK_URL, ''));
    }
    expect(new Set(told.map(({ text }) => text))).toHaveLength(16);
  });

  it.each(['What it means.', 'What to look at.', 'What to do.', 'When it clears.'])(
    'has in the runbook: %s',
    (part) => {
      const lacking = descriptions()
        .map(({ address }) => address.replace(RUNBOOK_URL, ''))
        .filter((heading) => !sections.get(heading)?.includes(`**${part}**`));

      expect(lacking).toEqual([]);
    },
  );

  it('stands in the table at the top of the runbook, by a link to its heading', () => {
    const text = readFileSync(path.join(ROOT, 'docs', 'runbook.md'), 'utf8');

    for (const { address } of descriptions()) {
      expect(text).toContain(`](${address.replace(RUNBOOK_URL, '')}) |`);
    }
  });

  it('fits into a description, with the longest names and the longest address', () => {
    const runbookUrl = `https://${'r'.repeat(300)}`;
    const { stack, queue, bucket } = fullQueue({ environmentName: 'E'.repeat(80), runbookUrl });
    queue.addUploadTrigger('T'.repeat(64), { bucket, dagId: 'd', viaEventBridge: true });

    const alarms = propertiesOf<{ AlarmDescription: string }>(
      Template.fromStack(stack),
      'AWS::CloudWatch::Alarm',
    );
    const lengths = alarms.map(({ AlarmDescription }) => AlarmDescription.length);
    expect(Math.max(...lengths)).toBeGreaterThan(600);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(1024);
  });
});

it('the runbook is in the repository that the package names', () => {
  expect(repository.url).toBe(`git+${REPOSITORY_URL}.git`);
  expect(RUNBOOK_URL.startsWith(`${REPOSITORY_URL}/`)).toBe(true);
});

describe('runbookUrl', () => {
  it.each(['http://wiki/airflow', 'https://example.com/a/b.md?raw=1'])(
    'may be %s, and stands in every alarm’s description and on the dashboard',
    (runbookUrl) => {
      for (const { address } of descriptions({ runbookUrl })) {
        expect(address.replace(/#.+/, '')).toBe(runbookUrl);
      }
      const [dashboard] = propertiesOf(queueTemplate({ runbookUrl }), 'AWS::CloudWatch::Dashboard');
      expect(JSON.stringify(dashboard)).toContain(`](${runbookUrl})`);
    },
  );

  it.each(['', 'wiki/airflow', 'https://a b', 'https://a#b', `https://${'a'.repeat(301)}`])(
    'refuses %j',
    (runbookUrl) => {
      expect(() => queueTemplate({ runbookUrl })).toThrow(
        new Error(
          `runbookUrl ${JSON.stringify(runbookUrl)} is not allowed: give an http or https address of at most 300 characters without # and spaces, to which #heading is added`,
        ),
      );
    },
  );

  it('may be known only at deployment', () => {
    const runbookUrl = new CfnParameter(new Stack(), 'Runbook').valueAsString;

    expect(() => queueInStack({ runbookUrl })).not.toThrow();
  });
});
