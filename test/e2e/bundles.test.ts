import { readFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import * as path from 'node:path';
import type { Metafile } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { SDK_STAND_INS } from '../../scripts/function-sdk';
import { buildFunctions, FUNCTIONS_FOLDER } from '../../scripts/functions';
import { bundledPackages } from '../../scripts/package/bundled-packages';

/**
 * The most that each file may have, in KB of 1000 bytes: about 5 % more than it had in November 2026. A KB costs 60 µs
 * of every start; what makes a file larger than this must be worth it.
 */
const MOST_KB: Readonly<Record<string, number>> = {
  'runner/index.mjs': 1,
  'runner/handler.js': 240,
  'upload-trigger/index.js': 190,
  'upload-trigger/buckets.js': 203,
  'event-trigger/index.js': 126,
};

/** What none of Lambda's functions needs: credentials of other places, and what these bring. */
const LEFT_OUT = [
  ...Object.keys(SDK_STAND_INS),
  '@aws-sdk/client-sts',
  '@aws-sdk/client-sso',
  '@aws-sdk/client-sso-oidc',
  '@aws-sdk/token-providers',
  'mnemonist',
];

/** What only the file with S3's client may have. */
const FOR_S3 = ['@aws-sdk/client-s3', 'fast-xml-parser'];

let metafile: Metafile;
beforeAll(async () => {
  metafile = await buildFunctions();
});

/** The packages with code in a file of `dist/functions`. */
function packagesOf(file: string): readonly string[] {
  const packages = bundledPackages([metafile]);
  return packages
    .filter((one) => one.bundles.includes(`dist/functions/${file}`))
    .map((p) => p.name);
}

const BUNDLES = Object.keys(MOST_KB).filter((file) => file.endsWith('.js'));

describe('the functions’ files', () => {
  it('are those that have a budget', async () => {
    const all = await readdir(FUNCTIONS_FOLDER, { recursive: true, withFileTypes: true });
    const files = all.filter((one) => one.isFile()).map((f) => path.join(f.parentPath, f.name));
    expect(files.map((file) => path.relative(FUNCTIONS_FOLDER, file)).toSorted()).toEqual(
      Object.keys(MOST_KB).toSorted(),
    );
  });

  it.each(Object.entries(MOST_KB))('%s has at most %i KB', async (file, most) => {
    const { size } = await stat(path.join(FUNCTIONS_FOLDER, file));
    expect(size).toBeLessThanOrEqual(most * 1000);
    // A budget with air in it guards nothing.
    if (most > 1) expect(size).toBeGreaterThan(most * 1000 * 0.9);
  });

  it.each(BUNDLES)('%s has no package that Lambda has no use for, and none twice', (file) => {
    const names = packagesOf(file);
    expect(names).toContain('@aws-sdk/credential-provider-env');
    expect(names.filter((name) => LEFT_OUT.includes(name))).toEqual([]);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    if (!file.endsWith('buckets.js')) {
      expect(names.filter((name) => FOR_S3.includes(name))).toEqual([]);
    }
  });

  it.each(BUNDLES)('%s asks Node for nothing that is slow to load', (file) => {
    const code = readFileSync(path.join(FUNCTIONS_FOLDER, file), 'utf8');
    const modules = [...code.matchAll(/\brequire\("(?:node:)?([\w/]+)"\)/g)].map(
      ([, name]) => name,
    );
    expect(modules).toContain('https');
    expect(modules.filter((name) => name === 'http2' || name === 'child_process')).toEqual([]);
  });
});
