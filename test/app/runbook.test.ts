import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { expect, it } from 'vitest';
import { environmentTemplate } from '../support/app';
import { ROOT } from '../support/process';

const command = 'version';

/** An environment with all that has an output. */
const everything = {
  uploads: [{ dagId: 'd', bucketName: 'company-data' }],
  schedules: [{ name: 's', expression: 'rate(1 day)', command }],
  events: [{ name: 'e', pattern: { source: ['aws.ec2'] }, command }],
};

/** As the runbook writes the name of an output: `QueueUrl` is `QUEUE_URL`. */
const inCapitals = (output: string) => output.replace(/(?<=.)(?=[A-Z])/g, '_').toUpperCase();

it('the runbook’s commands take what there is an output of, and every queue that an alarm watches', () => {
  const runbook = readFileSync(path.join(ROOT, 'docs', 'runbook.md'), 'utf8');
  const outputs = Object.keys(environmentTemplate(everything).findOutputs('*')).map(inCapitals);

  const named = [...runbook.matchAll(/"\$([A-Z_]+_(?:URL|NAME|LOGS|ID))"/g)].map(
    ([, name]) => name,
  );

  expect(outputs).toEqual(expect.arrayContaining(named));
  expect(named).toEqual(expect.arrayContaining(outputs.filter((name) => name.endsWith('_URL'))));
});
