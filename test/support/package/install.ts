import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { expect } from 'vitest';
import { ROOT, runProgram } from '../process';

let packed: Promise<Buffer> | undefined;

/** The project as npm packs it: once for all tests, since half a minute goes into it. */
export function pack(): Promise<Buffer> {
  packed ??= packAnew();
  return packed;
}

async function packAnew(): Promise<Buffer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mwaaq-pack-'));
  try {
    await succeed('npm', ['pack', '--pack-destination', folder], ROOT);
    const [archive = ''] = await readdir(folder);
    return await readFile(path.join(folder, archive));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A project of somebody else that has the package, and no more. */
export class UserProject {
  private constructor(readonly folder: string) {}

  /** @param archive the packed package */
  static async create(archive: Buffer): Promise<UserProject> {
    const project = new UserProject(await mkdtemp(path.join(tmpdir(), 'mwaaq-user-')));
    await project.write('package.json', '{"name": "user", "private": true}');
    await project.write('mwaa-cli-queue.tgz', archive);
    await project.run('npm', 'install', '--offline', './mwaa-cli-queue.tgz');
    return project;
  }

  /** Where the package is installed. */
  get installed(): string {
    return path.join(this.folder, 'node_modules', 'mwaa-cli-queue');
  }

  /** Adds packages of this checkout: the tests need no network. */
  async link(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      const place = path.join(this.folder, 'node_modules', name);
      await mkdir(path.dirname(place), { recursive: true });
      await symlink(path.join(ROOT, 'node_modules', name), place);
    }
  }

  async write(file: string, content: string | Buffer): Promise<void> {
    await writeFile(path.join(this.folder, file), content);
  }

  async read(file: string): Promise<string> {
    return readFile(path.join(this.folder, file), 'utf8');
  }

  /** Runs a program of this checkout, or of the system, in the project's folder. @returns what it printed */
  async run(program: string, ...args: readonly string[]): Promise<string> {
    return succeed(program, args, this.folder);
  }

  /** Runs a program on the Node and npm of the host, not on those that the checkout has brought. */
  async runOnHost(program: string, ...args: readonly string[]) {
    const folders = (process.env.PATH ?? '').split(path.delimiter);
    const PATH = folders.filter((one) => !one.includes('node_modules')).join(path.delimiter);
    return runProgram(program, args, { cwd: this.folder, env: { ...process.env, PATH } });
  }

  /**
   * Compiles TypeScript as it stands in a document.
   *
   * @returns what the compiler says
   */
  async compile(options: object, ...files: readonly string[]): Promise<string> {
    const compilerOptions = { target: 'es2022', strict: true, types: ['node'], ...options };
    await this.write('tsconfig.json', JSON.stringify({ compilerOptions, files }));
    return (await runProgram('tsc', ['-p', '.'], { cwd: this.folder })).output;
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function succeed(program: string, args: readonly string[], cwd: string): Promise<string> {
  const { code, output } = await runProgram(program, args, { cwd });
  expect(code, `${program} ${args.join(' ')}: ${output}`).toBe(0);
  return output;
}
