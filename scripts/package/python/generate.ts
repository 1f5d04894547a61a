import { readFile, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import packageJson from '../../../package.json';
import type { Assembly } from '../../api/assembly';
import { runJsii } from '../../jsii';
import { pythonDocstrings } from './docstrings';
import { withAbsoluteLinks } from './links';

const MODULE = packageJson.jsii.targets.python.module;

/** Translates the examples of a staged package. @throws Error when one does not compile */
export async function translateExamples(staged: string): Promise<void> {
  await runJsii('jsii-rosetta', ['extract', '--strict', staged]);
}

/**
 * Writes the Python module of a staged package whose examples are translated, and all that a wheel is made from.
 *
 * @returns where
 */
export async function generateModule(staged: string, folder: string): Promise<string> {
  const options = ['--code-only', '-t', 'python', '--rosetta-unknown-snippets', 'fail'];
  // What is staged is built: without this npm would run the scripts that build it.
  const env = { npm_config_ignore_scripts: 'true' };
  await runJsii('jsii-pacmak', [...options, '-o', folder, staged], { env });
  const module = path.join(folder, 'python');
  const assembly = JSON.parse(await readFile(path.join(staged, '.jsii'), 'utf8')) as Assembly;
  await rewrite(path.join(module, 'src', MODULE, '__init__.py'), (text) =>
    pythonDocstrings(text, assembly),
  );
  await rewrite(path.join(module, 'README.md'), withAbsoluteLinks);
  // PyPI refuses what is no address of a page.
  await rewrite(path.join(module, 'setup.py'), (text) => text.replace('git+https:', 'https:'));
  // jsii-pacmak leaves both out; what it says itself goes before this.
  const metadata = [`keywords = ${packageJson.keywords.join(', ')}`, 'license_files = LICENSE'];
  await writeFile(path.join(module, 'setup.cfg'), `[metadata]\n${metadata.join('\n')}\n`);
  return module;
}

async function rewrite(file: string, change: (text: string) => string): Promise<void> {
  await writeFile(file, change(await readFile(file, 'utf8')));
}
