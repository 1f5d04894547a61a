import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { ROOT } from '../local/root';
import { replaceFile } from './replace-files';

/** Where the package has its program. */
export const COMMAND_LINE_FILE = path.join(ROOT, 'dist', 'cli', 'mwaaq.js');

const OPTIONS = {
  absWorkingDir: ROOT,
  bundle: true,
  metafile: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions;

/**
 * Bundles the command line into one file, which Node 20 and later runs. In it, what a command imports late is evaluated only then.
 *
 * @returns what it is made of
 */
export async function buildCommandLine(outfile: string = COMMAND_LINE_FILE): Promise<Metafile> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mwaaq-parts-'));
  try {
    // First into parts, then those into one file: in one step esbuild keeps whole what is imported late, and
    // that is half as much again to read at each start.
    const parts = await build({
      ...OPTIONS,
      entryPoints: ['bin/mwaaq.mts'],
      outdir: folder,
      splitting: true,
      keepNames: true,
      format: 'esm',
    });
    const whole = await build({
      ...OPTIONS,
      entryPoints: [path.join(folder, 'mwaaq.js')],
      outfile,
      write: false,
      format: 'cjs',
      banner: { js: '#!/usr/bin/env node' },
    });
    for (const file of whole.outputFiles) await replaceFile(file, 0o755);
    return describe(parts.metafile, whole.metafile);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The one file, and the sources that its parts were made of. */
function describe(parts: Metafile, whole: Metafile): Metafile {
  const inputs = Object.assign({}, ...Object.values(parts.outputs).map((part) => part.inputs));
  const outputs = Object.entries(whole.outputs).map(([file, output]) => [
    file,
    { ...output, inputs },
  ]);
  return { inputs: parts.inputs, outputs: Object.fromEntries(outputs) };
}
