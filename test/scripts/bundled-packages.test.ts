import { describe, expect, it } from 'vitest';
import { bundledPackages } from '../../scripts/package/bundled-packages';

/** What esbuild says of bundles: the bytes of each file in each of them. */
function contents(bundles: Readonly<Record<string, Readonly<Record<string, number>>>>) {
  const outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }> = {};
  for (const [bundle, files] of Object.entries(bundles)) {
    const inputs = Object.entries(files).map(([file, bytesInOutput]) => [file, { bytesInOutput }]);
    outputs[bundle] = { inputs: Object.fromEntries(inputs) };
  }
  return { outputs };
}

const names = (bundles: Parameters<typeof contents>[0]) =>
  bundledPackages([contents(bundles)]).map(({ name, bundles: some }) => [name, ...some]);

describe('the packages in the bundles', () => {
  it('are those of files in node_modules, with and without a scope, and no sources of ours', () => {
    const files = { 'node_modules/@middy/core/index.js': 1, 'node_modules/zod/v4/core/a.js': 1 };
    expect(names({ 'a.js': { ...files, 'lambda/runner/handler.ts': 1 } })).toEqual([
      ['@middy/core', 'a.js'],
      ['zod', 'a.js'],
    ]);
  });

  it('are not those of which nothing is left', () => {
    expect(names({ 'a.js': { 'node_modules/zod/index.js': 0 } })).toEqual([]);
  });

  it('tell which bundles have them, once for each version', () => {
    const nested = 'node_modules/@aws-crypto/crc32/node_modules/tslib/tslib.js';
    const other = 'node_modules/@aws-crypto/util/node_modules/tslib/tslib.js';
    const found = bundledPackages([
      contents({ 'b.js': { [nested]: 1 }, 'a.js': { [other]: 1, 'node_modules/tslib/x.js': 1 } }),
    ]);
    expect(found.map(({ version, bundles }) => [version, ...bundles])).toEqual([
      ['1.14.1', 'a.js', 'b.js'],
      [expect.stringMatching(/^2\./), 'a.js'],
    ]);
  });

  it('have the licence and the integrity that npm has', () => {
    const [zod] = bundledPackages([contents({ 'a.js': { 'node_modules/zod/index.js': 1 } })]);
    expect(zod).toMatchObject({ license: 'MIT', integrity: expect.stringMatching(/^sha512-/) });
  });

  it('must all be in the lock file', () => {
    const read = () => names({ 'a.js': { 'node_modules/mwaa-cli-queue-toolchain/x.js': 1 } });
    expect(read).toThrow(
      'node_modules/mwaa-cli-queue-toolchain has no licence in its package.json, or no integrity in the lock file: bundle another package, or another version of it',
    );
  });
});
