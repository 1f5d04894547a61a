import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { expect } from 'vitest';
import { ensurePython } from '../../../scripts/package/python/venv';
import { ROOT, runProgram } from '../process';
import { temporaryFolder } from '../temporary-folder';

/** The environment in which `python3` has the wheel and CDK, and `node` and `cdk` are those of the project. */
export async function pythonEnvironment(): Promise<NodeJS.ProcessEnv> {
  const venv = await ensurePython();
  const folders = [path.join(venv, 'bin'), path.join(ROOT, 'node_modules', '.bin')];
  const PATH = [...folders, process.env.PATH].join(path.delimiter);
  // Else the examples' folders would keep compiled Python.
  return { ...process.env, PATH, PYTHONDONTWRITEBYTECODE: '1' };
}

/**
 * Has the CDK command line synthesize an app.
 *
 * @param folder where its `cdk.json` is looked for
 * @returns its templates by their files' names
 */
export async function synthesize(folder: string, ...args: readonly string[]) {
  const output = temporaryFolder();
  const options = ['--quiet', '--no-notices', '--no-version-reporting', '--output', output];
  const env = await pythonEnvironment();
  const { code, output: told } = await runProgram('cdk', ['synth', ...options, ...args], {
    cwd: folder,
    env,
  });
  expect(code, told).toBe(0);
  const templates = readdirSync(output).filter((file) => file.endsWith('.template.json'));
  return Object.fromEntries(
    templates.map((file) => [file, JSON.parse(readFileSync(path.join(output, file), 'utf8'))]),
  );
}
