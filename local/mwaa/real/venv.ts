import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { python } from './command';
import { findPython } from './find-python';

const PROJECT = resolve(__dirname, '../../..');
const PROGRESS_EVERY_MS = 2_000;
const ERROR_LINES = 20;

export interface InstallOptions {
  readonly onProgress?: ((line: string) => void) | undefined;
  /** Ends the installation; the next call begins it anew. */
  readonly signal?: AbortSignal | undefined;
}

/** The Airflow versions that can run for real: those with a committed requirements file. */
export async function airflowVersions(): Promise<string[]> {
  const files = await readdir(__dirname);
  return files.flatMap((file) => /^requirements-(.+)\.txt$/.exec(file)?.[1] ?? []).sort();
}

/** Makes sure that a version of Airflow is installed, and returns its virtual environment. */
export async function ensureAirflow(version: string, options: InstallOptions): Promise<string> {
  const versions = await airflowVersions();
  if (!versions.includes(version)) {
    throw new Error(
      `Airflow ${JSON.stringify(version)} is not to be had: give one of ${versions.join(', ')}`,
    );
  }
  return ensureVenv(
    {
      what: `Airflow ${version}`,
      requirements: join(__dirname, `requirements-${version}.txt`),
      folder: join(PROJECT, '.local', 'airflow', version),
    },
    options,
  );
}

/** Programs from PyPI that are installed together. */
export interface Installation {
  /** For progress and errors, for example `Airflow 2.11.2`. */
  readonly what: string;
  /** A file in pip's form: every package with its version and its hashes. */
  readonly requirements: string;
  /** The virtual environment goes into its `venv`. */
  readonly folder: string;
}

/**
 * Makes sure that a virtual environment has what a requirements file says, and returns it. Calls at
 * the same time, of other processes too, wait for each other.
 */
export async function ensureVenv(
  { what, requirements, folder }: Installation,
  options: InstallOptions,
): Promise<string> {
  const venv = join(folder, 'venv');
  const text = await readFile(requirements, 'utf8');
  // The scripts in a virtual environment name its folder, so a copy of the project needs its own.
  const wanted = createHash('sha256').update(`${venv}\n${text}`).digest('hex');
  if (await isInstalled(venv, join(folder, 'installed'), wanted)) {
    return venv;
  }
  const progress = new InstallProgress(what, text, options.onProgress ?? (() => {}));
  await install([venv, requirements, wanted], progress, options.signal);
  return venv;
}

async function isInstalled(venv: string, marker: string, wanted: string): Promise<boolean> {
  try {
    // Follows the link to the Python that made it, which may be gone.
    await access(python(venv));
    return (await readFile(marker, 'utf8')) === wanted;
  } catch {
    return false;
  }
}

async function install(
  args: readonly string[],
  progress: InstallProgress,
  signal: AbortSignal | undefined,
): Promise<void> {
  const interpreter = await findPython();
  const script = join(__dirname, 'install_airflow.py');
  const child = spawn(interpreter, ['-B', '-u', script, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    killSignal: 'SIGKILL',
    ...(signal === undefined ? {} : { signal }),
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const tail: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      progress.line(line);
      tail.splice(0, tail.length, ...tail.slice(1 - ERROR_LINES), line);
    });
  }
  progress.start();
  try {
    const code = await ended;
    if (code !== 0) {
      throw new Error(
        `${progress.what} could not be installed (exit code ${code}): see what pip said\n${tail.join('\n')}`,
      );
    }
  } finally {
    progress.stop();
  }
}

/** Turns pip's output into a line every two seconds. */
class InstallProgress {
  private readonly started = Date.now();
  private readonly total: number;
  private done = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    readonly what: string,
    requirements: string,
    private readonly report: (line: string) => void,
  ) {
    this.total = (requirements.match(/^\S+==/gm) ?? []).length;
  }

  start(): void {
    this.report(`installing ${this.what} (${this.total} packages, first time only)`);
    this.timer = setInterval(() => this.tick(), PROGRESS_EVERY_MS);
  }

  line(text: string): void {
    // "Ignoring" is a package that this Python or system does without.
    this.done += /^(Collecting|Ignoring|Processing) /.test(text) ? 1 : 0;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private tick(): void {
    const seconds = Math.round((Date.now() - this.started) / 1000);
    const step = this.done < this.total ? 'fetched' : 'unpacking';
    const count = `${Math.min(this.done, this.total)} of ${this.total}`;
    this.report(`installing ${this.what}: ${step} ${count}, ${seconds} s`);
  }
}
