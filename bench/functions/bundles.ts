import { existsSync, readdirSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { build } from 'esbuild';
import { InternalError } from '../../lambda/contract/errors';
import { localFolder } from '../../local/project';
import type { FunctionSpec } from '../../local/stack/function-host';

/** What the functions are measured by, and held against. */
const SOURCES = {
  subject: '../functions/subject.ts',
  empty: 'empty.ts',
  'hand-signed': 'hand-signed.ts',
  documentation: 'documentation.ts',
} as const;

type Name = keyof typeof SOURCES;

/** Where a baseline's bundle is. */
export function bundleFile(name: Name): string {
  return path.join(
    localFolder('bench-bundles', name),
    name === 'subject' ? 'index.mjs' : 'index.js',
  );
}

/**
 * Bundles the baselines as the functions are, but for the sample of the documentation: that one takes the SDK from
 * `node_modules`, as it would take the runtime's own.
 */
export async function buildBaselines(): Promise<void> {
  for (const [name, source] of Object.entries(SOURCES) as [Name, string][]) {
    await build({
      entryPoints: [path.join(__dirname, '..', 'baselines', source)],
      outfile: bundleFile(name),
      bundle: true,
      minify: true,
      platform: 'node',
      target: 'node24',
      format: name === 'subject' ? 'esm' : 'cjs',
      external: name === 'documentation' ? ['@aws-sdk/*'] : [],
      logLevel: 'warning',
    });
  }
}

/** The file that Lambda would load first of a deployed function. */
export function entryOf({ folder, handler }: Pick<FunctionSpec, 'folder' | 'handler'>): string {
  const file = path.join(folder, path.parse(handler).name);
  // In Lambda's own order.
  const entry = ['.js', '.mjs'].map((ending) => `${file}${ending}`).find(existsSync);
  if (entry === undefined)
    throw new InternalError(`${folder} has no file for the handler ${handler}`);
  return entry;
}

/** All code that is deployed with an entry, in KB (1,024 bytes). */
export function kilobytesOf(entry: string): number {
  const folder = path.dirname(entry);
  const files = readdirSync(folder).filter((name) => CODE.test(name));
  return files.reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0) / 1024;
}

const CODE = /\.[cm]?js$/;
