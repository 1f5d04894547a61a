import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { EXAMPLES, exampleFile, readCdkJson } from '../../support/examples';
import { runProgram } from '../../support/process';
import { temporaryFolder } from '../../support/temporary-folder';

it('npx cdk synth in the folder of an example writes its stack', async () => {
  const folder = temporaryFolder();
  const { code, output } = await runProgram(
    'npx',
    ['cdk', 'synth', '--quiet', '--output', folder],
    { cwd: exampleFile('minimal', '.') },
  );

  expect(code, output).toBe(0);
  expect(readdirSync(folder)).toContain('Minimal.template.json');
});

const STACKS: Readonly<Record<string, readonly string[]>> = {
  ci: ['Ci'],
  'data-lake': ['DataLake', 'Partner'],
  minimal: ['Minimal'],
  notify: ['Notify'],
  'private-environments': ['Dev', 'Prod'],
};

// As the command line runs it, without the seconds that that takes to start.
it.each(EXAMPLES)('bin.ts of examples/%s writes its stacks, run in its folder', async (name) => {
  const CDK_OUTDIR = temporaryFolder();
  const CDK_CONTEXT_JSON = JSON.stringify(readCdkJson(name).context ?? {});
  await promisify(execFile)(process.execPath, ['--import', 'tsx', 'bin.ts'], {
    cwd: exampleFile(name, '.'),
    env: { CDK_OUTDIR, CDK_CONTEXT_JSON },
  });

  const templates = readdirSync(CDK_OUTDIR).filter((file) => file.endsWith('.template.json'));
  const stacks = templates.map((file) => file.replace('.template.json', ''));
  expect(stacks.toSorted()).toEqual(STACKS[name]);
});
