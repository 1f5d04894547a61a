import { mkdtemp, readdir, symlink } from 'node:fs/promises';
import * as path from 'node:path';
import { ROOT } from '../../local/root';
import { run } from '../run';

/**
 * Unpacks a package as npm publishes it, with the packages of this checkout beside it: jsii's programs read the
 * assemblies of what it refers to.
 *
 * @param spec what npm takes: a folder that is built, or a name and a version
 * @param folder the new folder goes into it
 * @returns where it is
 */
export async function unpackPackage(spec: string, folder: string): Promise<string> {
  const place = await mkdtemp(path.join(folder, 'npm-'));
  await run('npm', ['pack', spec, '--ignore-scripts', '--silent', '--pack-destination', place]);
  const [archive = ''] = await readdir(place);
  await run('tar', ['-xzf', path.join(place, archive), '-C', place]);
  const unpacked = path.join(place, 'package');
  await symlink(path.join(ROOT, 'node_modules'), path.join(unpacked, 'node_modules'));
  return unpacked;
}
