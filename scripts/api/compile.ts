import { cp, mkdir, readFile, symlink } from 'node:fs/promises';
import * as path from 'node:path';
import { ROOT } from '../../local/root';
import { runJsii } from '../jsii';
import type { Assembly } from './assembly';

/** All that the constructs are compiled from. */
const SOURCES = ['lib', 'lambda/contract', 'package.json', 'README.md', 'tsconfig.build.json'];

/** Copies what the constructs are compiled from to a folder, since jsii writes beside its sources. */
export async function copySources(folder: string): Promise<void> {
  for (const source of SOURCES) {
    await mkdir(path.dirname(path.join(folder, source)), { recursive: true });
    await cp(path.join(ROOT, source), path.join(folder, source), { recursive: true });
  }
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
}

/**
 * Compiles such a copy by jsii, which takes only what all of CDK's languages have. A warning fails too: of a name
 * that a language reserves, for example.
 *
 * @throws Error with what jsii says
 */
export async function compileAssembly(folder: string): Promise<Assembly> {
  try {
    await runJsii('jsii', ['--fail-on-warnings'], { cwd: folder });
  } catch (error) {
    throw new Error(`jsii does not compile lib/: ${(error as Error).message}`, { cause: error });
  }
  return JSON.parse(await readFile(path.join(folder, '.jsii'), 'utf8')) as Assembly;
}
