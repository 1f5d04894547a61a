import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';
import { buildFunctions } from '../../scripts/functions';
import { EXAMPLES, exampleFile, readCdkJson } from '../support/examples';
import { runProgram } from '../support/process';
import { temporaryFolder } from '../support/temporary-folder';

beforeAll(() => buildFunctions());

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

/** As the command line runs it, without the seconds that that takes to start. */
it.each<[string, readonly string[]]>([
  ['ci', ['Ci']],
  ['data-lake', ['DataLake', 'Partner']],
  ['minimal', ['Minimal']],
  ['notify', ['Notify']],
  ['private-environments', ['Dev', 'Prod']],
])('bin.ts of examples/%s writes %j, run in its folder', async (name, stacks) => {
  const CDK_OUTDIR = temporaryFolder();
  const CDK_CONTEXT_JSON = JSON.stringify(readCdkJson(name).context ?? {});
  await promisify(execFile)(process.execPath, ['--import', 'tsx', 'bin.ts'], {
    cwd: exampleFile(name, '.'),
    env: { CDK_OUTDIR, CDK_CONTEXT_JSON },
  });

  const written = readdirSync(CDK_OUTDIR).filter((file) => file.endsWith('.template.json'));
  expect(written.toSorted()).toEqual(stacks.map((stack) => `${stack}.template.json`));
  expect(EXAMPLES).toContain(name);
});
