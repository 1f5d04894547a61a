/** Bundles each Lambda function into `dist/functions/<name>/index.js`: the same bytes on every machine. */
import { rm } from 'node:fs/promises';
import * as path from 'node:path';
import { build } from 'esbuild';

const root = path.join(__dirname, '..');
const functions = ['runner', 'upload-trigger'];

async function buildFunctions(): Promise<void> {
  const outdir = path.join(root, 'dist', 'functions');
  await rm(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: functions.map((name) => ({
      in: `lambda/${name}/handler.ts`,
      out: `${name}/index`,
    })),
    outdir,
    bundle: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    target: 'node24',
    // CommonJS loads 20 ms faster than ESM, the "module" sources of the SDK are 40 % smaller.
    format: 'cjs',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    logLevel: 'warning',
  });
}

void buildFunctions();
