import { readFile, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { ROOT } from '../../../local/root';
import { unpackPackage } from '../unpack';

/** Of the npm package, what only tests in Node can use: its entry, and its folder. */
const NODE_ONLY = { entry: './testing', folder: 'dist/testing' };

/** As much of package.json as differs in the wheel. */
interface PackageJson {
  readonly exports: Record<string, unknown>;
  readonly files: readonly string[];
}

/**
 * Unpacks what npm would publish, as it is built, and has what nobody can use from Python left out when it is packed
 * for the wheel.
 *
 * @param folder the new folder goes into it
 * @returns where the package is
 */
export async function stagePackage(folder: string): Promise<string> {
  const staged = await unpackPackage(ROOT, folder);
  const file = path.join(staged, 'package.json');
  await writeFile(file, withoutNodeOnly(await readFile(file, 'utf8')));
  return staged;
}

function withoutNodeOnly(text: string): string {
  const all = JSON.parse(text) as PackageJson;
  const { [NODE_ONLY.entry]: _entry, ...exports } = all.exports;
  const files = all.files.filter((one) => one !== NODE_ONLY.folder);
  return `${JSON.stringify({ ...all, exports, files }, undefined, 2)}\n`;
}
