import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { python } from '../../../local/mwaa/real/command';
import packageJson from '../../../package.json';
import { ensurePython } from '../../../scripts/package/python/venv';
import { WHEEL_FOLDER } from '../../../scripts/package/python/wheel';
import { run } from '../../../scripts/run';
import { filesIn } from '../app';

const { version } = packageJson;

/** The wheel that `npm run build:python` makes. */
export const WHEEL = path.join(WHEEL_FOLDER, `mwaa_cli_queue-${version}-py3-none-any.whl`);

/** The npm package in it. */
export const INNER = `mwaa_cli_queue/_jsii/mwaa-cli-queue@${version}.jsii.tgz`;

type Files = ReadonlyMap<string, Buffer>;

/** The wheel's files, and those of the npm package in it. */
export async function readWheel(): Promise<{ readonly wheel: Files; readonly inner: Files }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mwaaq-wheel-files-'));
  const outside = path.join(folder, 'wheel');
  const inside = path.join(folder, 'inner');
  try {
    await run(python(await ensurePython()), ['-m', 'zipfile', '-e', WHEEL, outside]);
    await mkdir(inside);
    await run('tar', ['-xzf', path.join(outside, INNER), '-C', inside, '--strip-components=1']);
    return { wheel: filesIn(outside), inner: filesIn(inside) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
