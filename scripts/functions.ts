import * as path from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { ROOT } from '../local/root';
import { onlyVersions, SDK_STAND_INS } from './function-sdk';
import { replaceFiles } from './replace-files';

/** Where the constructs, and the published package, find the functions' bundles. */
export const FUNCTIONS_FOLDER = path.join(ROOT, 'dist', 'functions');

/** The functions; the package has a folder of each. */
export const FUNCTIONS: readonly string[] = ['runner', 'upload-trigger', 'event-trigger'];

/** The bundles, by their sources. Lambda loads a folder's `index`. */
export const BUNDLES = [
  { in: 'lambda/runner/handler.ts', out: 'runner/handler' },
  { in: 'lambda/upload-trigger/handler.ts', out: 'upload-trigger/index' },
  // Loaded with its first use: S3's client is larger than all the rest.
  { in: 'lambda/adapters/s3/buckets.ts', out: 'upload-trigger/buckets' },
  { in: 'lambda/event-trigger/handler.ts', out: 'event-trigger/index' },
] as const;

/** An ES module, which loads the runner's bundle. */
export const RUNNER_ENTRY = { in: 'lambda/runner/index.mts', out: 'runner/index' };

const COMMON = {
  absWorkingDir: ROOT,
  metafile: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  legalComments: 'none',
  logLevel: 'warning',
  write: false,
} as const;

/**
 * Bundles the Lambda functions into `<outdir>/<name>`: the same bytes on every machine.
 *
 * @returns what each bundle is made of
 */
export async function buildFunctions(
  outdir: string = FUNCTIONS_FOLDER,
  plugins: Plugin[] = [],
): Promise<Metafile> {
  const code = await build({
    ...COMMON,
    entryPoints: [...BUNDLES],
    external: ['./buckets'],
    // `import()` needs a file's ending, which the sources do not write.
    supported: { 'dynamic-import': false },
    outdir,
    alias: SDK_STAND_INS,
    plugins: [onlyVersions, ...plugins],
    bundle: true,
    // CommonJS loads 20 ms faster than ESM, the "module" sources of the SDK are 40 % smaller.
    format: 'cjs',
    mainFields: ['module', 'main'],
  });
  const outExtension = { '.js': '.mjs' };
  const entryPoints = [RUNNER_ENTRY];
  const entry = await build({ ...COMMON, entryPoints, outdir, outExtension, format: 'esm' });
  await replaceFiles(outdir, [...code.outputFiles, ...entry.outputFiles]);
  return {
    inputs: { ...code.metafile.inputs, ...entry.metafile.inputs },
    outputs: { ...code.metafile.outputs, ...entry.metafile.outputs },
  };
}
