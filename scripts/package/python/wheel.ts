import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { python } from '../../../local/mwaa/real/command';
import { run } from '../../run';
import { generateModule, translateExamples } from './generate';
import { stagePackage } from './stage';

/** Where `npm run build:python` puts the wheel. */
export const WHEEL_FOLDER = path.join(__dirname, '..', '..', '..', 'dist', 'python');

/** The time of each file in the wheel, which npm gives those of its archives: 26 October 1985, 8:15 UTC, in seconds. */
const FILE_TIME = '499162500';

/**
 * Makes the wheel of the package as it is built, without the network: the same bytes each time.
 *
 * @param venv has `build` and `setuptools`
 * @returns the wheel's file
 */
export async function makeWheel(venv: string, outdir: string = WHEEL_FOLDER): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mwaaq-wheel-'));
  try {
    const staged = await stagePackage(folder);
    await translateExamples(staged);
    const module = await generateModule(staged, path.join(folder, 'module'));
    const options = ['--wheel', '--no-isolation', '--outdir', outdir];
    await rm(outdir, { recursive: true, force: true });
    await run(python(venv), ['-m', 'build', ...options, module], {
      env: { SOURCE_DATE_EPOCH: FILE_TIME },
    });
    const [wheel = ''] = await readdir(outdir);
    return path.join(outdir, wheel);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
