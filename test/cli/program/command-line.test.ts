import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCommandLine } from '../../../scripts/command-line';
import { finish } from '../../support/mwaaq';

let program: string;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mwaaq-'));
  program = path.join(folder, 'mwaaq.js');
  await buildCommandLine(program);
});

afterAll(() => rm(folder, { recursive: true }));

/** Calls the program where no stack runs. */
const call = (...args: readonly string[]) =>
  finish(spawn(process.execPath, [program, ...args], { cwd: folder }));

describe('the command line', () => {
  it.each([
    ['mwaaq "variables set x SECRET"', ['variables set x SECRET'], "unknown command 'variables'"],
    ['a flag', ['run', 'x', '--pass\u001b[2J=SECRET'], "unknown option '--pass·[2J'"],
    ['a flag of several lines', ['run', '--conf=SECRET\n1'], "unknown option '--conf'"],
    ['a verb', ['run', 'variabel set x SECRET'], '"variabel set" is no Airflow command'],
    ['a quote', ['run', "variables set x 'SECRET"], "the command has a ' without its end"],
  ])('quotes no secret of %s that it does not understand', async (_, args, told) => {
    const { stdout, stderr } = await call(...args);

    expect(stderr).toContain(told);
    expect(stdout + stderr).not.toContain('SECRET');
    expect(stdout + stderr).not.toContain('\u001b');
  });

  it.each([[['--local', 'status']], [['status', '--local']], [['--local', '--json', 'status']]])(
    'takes the command after --local: %j',
    async (args) => {
      const { code, stderr } = await call(...args);

      expect({ code, stderr }).toEqual({
        code: 6,
        stderr: expect.stringMatching(/^mwaaq: no stack runs on this machine .*\n$/),
      });
    },
  );

  it('says when the file of a local stack is broken', async () => {
    const file = path.join(folder, 'broken.json');
    await writeFile(file, '{');

    expect((await call('--local-file', file, 'status')).stderr).toBe(
      `mwaaq: ${file} cannot be read: start the local stack anew ("npm start")\n`,
    );
  });

  it.each([
    [['--help'], 0],
    [['help', 'run'], 0],
    [['failed', 'drop', '--help'], 0],
    [['--version'], 0],
    [[], 2],
    [['help', 'nonsense'], 2],
  ])('exits as told: %j', async (args, code) => {
    expect((await call(...args)).code).toBe(code);
  });
});
