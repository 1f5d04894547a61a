import { readdir, readFile, rm } from 'node:fs/promises';
import * as path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { localFolder } from '../../../local/project';
import { FUNCTIONS_FOLDER } from '../../../scripts/functions';
import { runProgram } from '../../support/process';

describe('npx cdk synth', () => {
  const folders = [localFolder('synth-1'), localFolder('synth-2')];

  beforeAll(async () => {
    for (const folder of folders) {
      await rm(folder, { recursive: true, force: true });
      const synth = await runProgram('npx', ['cdk', 'synth', '--quiet', '--output', folder]);
      expect(synth.code, synth.output).toBe(0);
    }
  });

  it('writes the same bytes twice', async () => {
    const [first, second] = await Promise.all(folders.map(readAll));
    expect([...(first?.keys() ?? [])]).toEqual([...(second?.keys() ?? [])]);
    for (const [file, bytes] of first ?? []) expect(bytes, file).toEqual(second?.get(file));
  });

  it('stages the very bundles that the demo runs', async () => {
    const all = await readAll(folders[0] ?? '');
    const staged = [...all].filter(([file]) => file.startsWith('asset.'));
    const built = new Set((await readAll(FUNCTIONS_FOLDER)).values());

    expect(staged.map(([file]) => path.basename(file))).toContain('index.mjs');
    expect(staged.filter(([, bytes]) => !built.has(bytes)).map(([file]) => file)).toEqual([]);
  });
});

/** Every file below a folder with its bytes, in a fixed order. */
async function readAll(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((e) => e.isFile()).map((e) => path.join(e.parentPath, e.name));
  const read = files
    .sort()
    .map(
      async (f): Promise<[string, string]> => [
        path.relative(folder, f),
        await readFile(f, 'latin1'),
      ],
    );
  return new Map(await Promise.all(read));
}
