import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCommandLine } from '../../../scripts/command-line';
import { finish } from '../../support/mwaaq';

let folder: string;
let program: string;
let probe: string;
let contents: Metafile;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mwaaq-'));
  program = path.join(folder, 'mwaaq.js');
  probe = path.join(folder, 'probe.cjs');
  contents = await buildCommandLine(program);
  await writeFile(probe, PROBE);
});

afterAll(() => rm(folder, { recursive: true }));

/** What the SDK's clients need as soon as they are loaded, and nothing else does. */
const NEEDED = 'https';
const MARK = 'THE SDK IS LOADED';
const PROBE = `
const Module = require('node:module');
const load = Module._load;
Module._load = (name, ...rest) => {
  if (name === '${NEEDED}') process.stderr.write('${MARK}');
  return load(name, ...rest);
};`;

/** What the program says, and that it has loaded the SDK where it has. */
async function call(args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await finish(
    spawn(process.execPath, ['--require', probe, program, ...args], { cwd: folder }),
  );
  return stdout + stderr;
}

/** All that is evaluated when a source is: what it imports, but for what it imports late. */
function evaluatedWith(source: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(source)) return seen;
  seen.add(source);
  for (const { path: imported, kind } of contents.inputs[source]?.imports ?? []) {
    if (kind !== 'dynamic-import') evaluatedWith(imported, seen);
  }
  return seen;
}

/** The SDK's clients that the project's own sources import, among these. */
function clientsOf(sources: ReadonlySet<string>): readonly string[] {
  const imported = [...sources]
    .filter((source) => !source.startsWith('node_modules/'))
    .flatMap((source) => contents.inputs[source]?.imports ?? []);
  const clients = imported.flatMap(({ path: of }) => /@aws-sdk\/client-(\w+)/.exec(of)?.[1] ?? []);
  return [...new Set(clients)].toSorted();
}

describe('the start of the command line', () => {
  it('has nothing of the SDK in what each start evaluates', () => {
    const sources = evaluatedWith('bin/mwaaq.mts');

    expect(sources).toContain('cli/commands/run.ts');
    expect([...sources].filter((source) => /@aws-sdk|@smithy/.test(source))).toEqual([]);
  });

  it.each([
    ['help', ['--help'], 'Usage: mwaaq'],
    ['help of a command', ['help', 'run'], 'Usage: mwaaq run'],
    ['the version', ['--version'], '0.1.0'],
    ['a script of completion', ['complete', 'bash'], 'mwaaq'],
    ['a completion', ['complete', '--', 'run', '--'], '--timeout'],
    ['an unknown command', ['nonsense'], "unknown command 'nonsense'"],
    ['a missing argument', ['run'], "missing required argument 'command'"],
    ['a wrong value', ['run', '--timeout', 'soon', 'version'], 'give a number'],
  ])('loads no SDK for %s', async (_, args, told) => {
    const said = await call(args);

    expect(said).toContain(told);
    expect(said).not.toContain(MARK);
  });

  it('loads it for work', async () => {
    expect(await call(['--local', 'status'])).toContain(MARK);
  });

  it.each([
    ['doctor', ['dynamodb', 'lambda', 'mwaa', 'sqs', 'sts']],
    ['exec', ['mwaa']],
    ['failed', ['dynamodb', 'sqs']],
    ['history', ['dynamodb']],
    ['hold', ['lambda', 'sqs']],
    ['reconcile', ['lambda']],
    ['run', ['dynamodb', 'sqs']],
    ['send-batch', ['dynamodb', 'sqs']],
    ['show', ['dynamodb']],
    ['status', ['dynamodb', 'lambda', 'sqs']],
    ['token', ['mwaa']],
    ['trigger', ['dynamodb', 'sqs']],
  ])('loads for %s only the clients that it uses', (name, clients) => {
    const sources = new Set([
      ...evaluatedWith('cli/cli.ts'),
      ...evaluatedWith(`cli/work/${name}.ts`),
    ]);

    expect(clientsOf(sources)).toEqual(clients);
  });
});
