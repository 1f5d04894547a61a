import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { troubleError } from '../exit';
import { type Deployment, type Outputs, type Place, readDeployments } from './deployment';

/** Where the stack on this machine says how it is reached, below its project's folder. */
const LOCAL_FILE = path.join('.local', 'running.json');

/** What that file holds. */
export interface LocalStackFile {
  readonly place: Place;
  /** Each stack's outputs, by the stack's name. */
  readonly stacks: Readonly<Record<string, Outputs>>;
}

/**
 * Finds the stack that runs on this machine.
 *
 * @param file as `--local-file` names it; otherwise looked for from the current folder upwards
 * @throws CliError when none runs
 */
export function findLocal(file: string | undefined): {
  readonly place: Place;
  readonly deployments: readonly Deployment[];
} {
  const found = file ?? searchUpwards(process.cwd());
  if (found === undefined || !existsSync(found)) {
    throw troubleError(
      `no stack runs on this machine (${file ?? LOCAL_FILE} is not there): start it with "npm start" in the project`,
    );
  }
  const { place, stacks } = readFile(found);
  const deployments = Object.entries(stacks).flatMap(([name, outputs]) =>
    readDeployments(name, outputs),
  );
  return { place, deployments };
}

function readFile(file: string): LocalStackFile {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as LocalStackFile;
  } catch (error) {
    throw troubleError(`${file} cannot be read: start the local stack anew ("npm start")`, error);
  }
}

function searchUpwards(folder: string): string | undefined {
  const file = path.join(folder, LOCAL_FILE);
  if (existsSync(file)) return file;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : searchUpwards(parent);
}
