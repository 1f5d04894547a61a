import { readdir } from 'node:fs/promises';
import * as path from 'node:path';
import { python } from '../../../local/mwaa/real/command';
import { ensurePython } from '../../../scripts/package/python/venv';
import { WHEEL_FOLDER } from '../../../scripts/package/python/wheel';
import { run } from '../../../scripts/run';

/**
 * vitest's global set-up: builds the wheel anew and installs it. pip looks into no index, so it refuses a wheel that
 * needs another CDK, or more, than what is there.
 */
export default async function setup(): Promise<void> {
  const venv = await ensurePython({ onProgress: console.log });
  await run('npm', ['run', '--silent', 'build:python']);
  const [wheel = ''] = await readdir(WHEEL_FOLDER);
  const pip = (...args: readonly string[]) => run(python(venv), ['-m', 'pip', ...args]);
  await pip('uninstall', '--yes', 'mwaa-cli-queue');
  await pip('install', '--no-index', '--quiet', path.join(WHEEL_FOLDER, wheel));
}
