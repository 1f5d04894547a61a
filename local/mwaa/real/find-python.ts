import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const COMMANDS = ['python3', 'python3.12', 'python3.11', 'python3.10'];
const OLDEST = 10;
const NEWEST = 12;
const PRINT_VERSION = 'import sys; print("%d.%d.%d" % sys.version_info[:3])';

/** The first Python on the PATH that every Airflow version runs on, and what tests need of PyPI. */
export async function findPython(commands: readonly string[] = COMMANDS): Promise<string> {
  const found: string[] = [];
  for (const command of commands) {
    const version = await pythonVersion(command);
    const [major, minor] = (version ?? '').split('.').map(Number);
    if (major === 3 && minor !== undefined && minor >= OLDEST && minor <= NEWEST) {
      return command;
    }
    found.push(version === undefined ? `no ${command}` : `${command} is Python ${version}`);
  }
  throw new Error(
    `Python 3.${OLDEST} to 3.${NEWEST} is needed, but there is ${found.join(', ')}: ` +
      'install one of these versions and put it on the PATH; the embedded model of Airflow needs none',
  );
}

async function pythonVersion(command: string): Promise<string | undefined> {
  try {
    // Being on the PATH says little: version managers put commands there that then refuse to run.
    const { stdout } = await promisify(execFile)(command, ['-c', PRINT_VERSION]);
    return stdout.trim();
  } catch {
    return undefined;
  }
}
