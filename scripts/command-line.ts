import { chmod } from 'node:fs/promises';
import * as path from 'node:path';
import { build, type Metafile } from 'esbuild';

const root = path.join(__dirname, '..');

/** Where the package has its program. */
export const COMMAND_LINE_FILE = path.join(root, 'dist', 'cli', 'mwaaq.js');

/**
 * Bundles the command line into one file, which Node 20 and later runs.
 *
 * @returns what it is made of
 */
export async function buildCommandLine(outfile: string = COMMAND_LINE_FILE): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['bin/mwaaq.ts'],
    outfile,
    bundle: true,
    metafile: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    banner: { js: '#!/usr/bin/env node' },
    legalComments: 'none',
    logLevel: 'warning',
  });
  await chmod(outfile, 0o755);
  return metafile;
}
