import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { build, type Metafile } from 'esbuild';
import { ROOT } from '../../local/root';

const FOLDER = path.join(ROOT, 'dist', 'testing');

/** The only files whose types anyone sees: what they import of the rest does not stand in them. */
const DECLARATIONS = ['index.d.ts', 'start.d.ts', 'types.d.ts'];

/** Bundles `testing/` with all that it needs, since what it needs are development dependencies. */
export async function buildTesting(): Promise<Metafile> {
  rmSync(FOLDER, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['testing/index.ts'],
    outdir: 'dist/testing',
    bundle: true,
    metafile: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    legalComments: 'none',
    logLevel: 'warning',
  });
  writeDeclarations();
  return metafile;
}

function writeDeclarations(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'mwaaq-types-'));
  try {
    const tsc = path.join(ROOT, 'node_modules', '.bin', 'tsc');
    execFileSync(tsc, ['-p', 'tsconfig.testing.json', '--outDir', folder], {
      cwd: ROOT,
      stdio: 'inherit',
    });
    for (const file of DECLARATIONS) {
      copyFileSync(path.join(folder, 'testing', file), path.join(FOLDER, file));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
