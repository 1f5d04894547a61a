import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { expect, it } from 'vitest';
import { runProcess } from '../../../local/mwaa/real/command';
import { fullTemplates } from '../../../scripts/full-app';
import type { SynthesizedTemplate } from '../../../scripts/synthesized-template';
import { sampleConfig, synthesize } from '../../support/app';
import { ensureTools, searchPath } from '../../support/deploy/settings';
import { createExample, EXAMPLES } from '../../support/examples';
import { ROOT } from '../../support/process';
import { temporaryFolder } from '../../support/temporary-folder';

type Templates = readonly SynthesizedTemplate[];

const APPS: readonly (readonly [string, () => Templates | Promise<Templates>])[] = [
  ['the sample', () => synthesize(sampleConfig()).stacks.map(({ template }) => template)],
  ['the app with every feature', fullTemplates],
  ...EXAMPLES.map((name) => [`the example ${name}`, () => exampleTemplates(name)] as const),
];

async function exampleTemplates(name: string): Promise<Templates> {
  const { stacks } = (await createExample(name)).synth();
  return stacks.map(({ template }) => template);
}

/** What cfn-lint finds in templates, with the project's own settings. */
async function lint(templates: readonly object[]) {
  const folder = temporaryFolder();
  const files = templates.map((template, i) => {
    const file = path.join(folder, `${i}.template.json`);
    writeFileSync(file, JSON.stringify(template));
    return file;
  });
  mkdirSync(path.join(folder, 'home'));
  const settings = ['--config-file', path.join(ROOT, '.cfnlintrc.yaml')];
  return runProcess('cfn-lint', [...settings, '--', ...files], '', {
    env: { PATH: searchPath(await ensureTools()), HOME: path.join(folder, 'home') },
  });
}

it.each(APPS)('cfn-lint finds nothing in %s', async (_, templates) => {
  const all = await templates();
  expect(all).not.toEqual([]);

  const { exitCode, stdout } = await lint(all);

  expect(stdout).toBe('');
  expect(exitCode).toBe(0);
});

it('cfn-lint finds a property that there is not', async () => {
  const Queue = { Type: 'AWS::SQS::Queue', Properties: { Colour: 'red' } };

  const { exitCode, stdout } = await lint([{ Resources: { Queue } }]);

  expect(stdout).toContain('Colour');
  expect(exitCode).not.toBe(0);
});
