import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { splitCommand, writeCommand } from '../../../lambda/airflow/argv';
import { RefusedCommandError } from '../../../lambda/contract/errors';
import { UnparsableCommandError } from '../../../local/mwaa/engine';
import { splitCommand as splitByModel } from '../../../local/mwaa/model/python/shlex';
import { runProcess } from '../../../local/mwaa/real/command';
import { findPython } from '../../../local/mwaa/real/find-python';
import { ARGV, breaksOutsideQuotes, COMMAND_TEXT } from '../../support/command-text';

/** One process splits all texts: a line of JSON each, back come the words, or nothing for an error. */
const SHLEX = `
import json, shlex, sys
for line in sys.stdin:
    try:
        print(json.dumps(shlex.split(json.loads(line))))
    except ValueError:
        print("null")
`;

const NUM_RUNS = 20_000;
const seed = Date.now() % 2 ** 31;

type Words = readonly string[] | 'refused';

describe(`Python's own shlex, asked with seed ${seed}`, () => {
  let python: string;

  beforeAll(async () => {
    python = await findPython();
  });

  it('splits a written command into the argv that it was written from', async () => {
    const argvs = fc.sample(ARGV, { numRuns: NUM_RUNS, seed });

    expect(await splitByPython(python, argvs.map(writeCommand))).toEqual(argvs);
  });

  it('splits what a person types as we do, and as the model does', async () => {
    const texts = fc.sample(COMMAND_TEXT, { numRuns: NUM_RUNS, seed });

    const words = await splitByPython(python, texts);

    const differing = texts.flatMap((text, i) => {
      const wanted = breaksOutsideQuotes(text) ? 'refused' : words[i];
      const [ours, models] = [tried(() => splitCommand(text)), tried(() => splitByModel(text))];
      const agree = isDeepStrictEqual(ours, wanted) && isDeepStrictEqual(models, words[i]);
      return agree ? [] : [{ text, python: words[i], ours, models }];
    });
    expect(differing).toEqual([]);
  });
});

async function splitByPython(python: string, texts: readonly string[]): Promise<Words[]> {
  const input = texts.map((text) => JSON.stringify(text)).join('\n');
  const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', PYTHONUTF8: '1' };
  const { stdout, stderr } = await runProcess(python, ['-c', SHLEX], input, { env });
  expect(stderr).toBe('');
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as readonly string[] | null) ?? 'refused');
}

function tried(split: () => readonly string[]): Words {
  try {
    return split();
  } catch (error) {
    if (error instanceof RefusedCommandError || error instanceof UnparsableCommandError) {
      return 'refused';
    }
    throw error;
  }
}
