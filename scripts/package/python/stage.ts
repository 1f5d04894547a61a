import { readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { run } from './run';

const ROOT = path.join(__dirname, '..', '..', '..');

/** Of the npm package, what only tests in Node can use: its entry, and its folder. */
const NODE_ONLY = { entry: './testing', folder: 'dist/testing' };

/** As much of package.json as differs in the wheel. */
interface PackageJson {
  readonly exports: Record<string, unknown>;
  readonly files: readonly string[];
}

/**
 * Unpacks what npm would publish, as it is built, and takes out what nobody can use from Python.
 *
 * @param folder a folder of its own, for the archive too
 * @returns where the package is
 */
export async function stagePackage(folder: string): Promise<string> {
  await run('npm', ['pack', ROOT, '--ignore-scripts', '--silent', '--pack-destination', folder]);
  const [archive = ''] = await readdir(folder);
  await run('tar', ['-xzf', path.join(folder, archive), '-C', folder]);
  const staged = path.join(folder, 'package');
  await rm(path.join(staged, NODE_ONLY.folder), { recursive: true });
  const file = path.join(staged, 'package.json');
  await writeFile(file, withoutNodeOnly(await readFile(file, 'utf8')));
  // Where the assemblies are that the package's own refers to.
  await symlink(path.join(ROOT, 'node_modules'), path.join(staged, 'node_modules'));
  return staged;
}

function withoutNodeOnly(text: string): string {
  const all = JSON.parse(text) as PackageJson;
  const { [NODE_ONLY.entry]: _entry, ...exports } = all.exports;
  const files = all.files.filter((one) => one !== NODE_ONLY.folder);
  return `${JSON.stringify({ ...all, exports, files }, undefined, 2)}\n`;
}
