import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { ROOT } from '../support/process';
import { temporaryFolder } from '../support/temporary-folder';

/** Runs the app as the CDK command line does, and gives what it refuses. */
async function refusal(config: unknown) {
  const CDK_OUTDIR = temporaryFolder();
  const program = promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', path.join(ROOT, 'bin', 'app.ts')],
    {
      cwd: ROOT,
      env: { CDK_OUTDIR, CDK_CONTEXT_JSON: JSON.stringify({ 'mwaa-cli-queue': config }) },
    },
  );
  const { code, stdout, stderr } = await program.then(
    (output) => ({ code: 0, ...output }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  return { code, stdout, stderr, written: readdirSync(CDK_OUTDIR) };
}

it.concurrent.each<[string, unknown, string]>([
  [
    'a typo in the context',
    { environments: [{ name: 'MyEnvironment', scheduls: [] }] },
    'cdk.json: mwaa-cli-queue.environments[0] has the unknown key "scheduls": allowed are name, ',
  ],
  [
    'what a construct refuses half-way',
    { environments: [{ name: 'Good' }, { name: 'Bad', uploads: [{ dagId: 'my dag' }] }] },
    'cdk.json: environment Bad: uploads[0]: DAG id "my dag" has 6 characters: use 1 to 250 letters, digits, _ . or -',
  ],
])(
  'the app fails with one readable line for %s, and writes no template',
  async (_, config, line) => {
    const { code, stdout, stderr, written } = await refusal(config);

    expect(code).toBe(1);
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(stderr.startsWith(line), stderr).toBe(true);
    expect(stdout).toBe('');
    expect(written.filter((file) => file.endsWith('.json'))).toEqual([]);
  },
  30_000,
);
