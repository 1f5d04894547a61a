import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runInTerminal } from '../../../scripts/terminal/pseudo-terminal';
import { Screen } from '../../../scripts/terminal/screen';
import { ROOT } from '../../support/process';

/** A terminal takes Python, which the rest of these tests needs not. */
const hasPython = spawnSync('python3', ['--version']).status === 0;

/** What is to be read on a terminal when some code has had it. */
async function seen(columns: number, code: string): Promise<readonly string[]> {
  const file = path.join(ROOT, 'cli', 'terminal', 'terminal.ts');
  const whole = `const { processTerminal, look } = require(${JSON.stringify(file)}); const terminal = processTerminal(); ${code}`;
  const program = [process.execPath, '--require', 'tsx/cjs', '-e', whole];
  const screen = new Screen(columns);
  screen.write(await runInTerminal(columns, program));
  return screen.runs.map((runs) => runs.map(({ text }) => text).join(' '));
}

describe.runIf(hasPython)('on a real terminal', () => {
  it.each([
    ['what is printed', "terminal.print('done')", ['done', '']],
    ['what is said', "terminal.say('done')", ['done', '']],
    ['nothing', 'process.exit(3)', ['']],
  ])('progress leaves no rest before %s', async (_, code, left) => {
    const progress = "terminal.progress('waiting for long'); terminal.progress('waiting');";

    expect(await seen(40, `${progress} ${code}`)).toEqual(left);
  });

  it('progress stays in its line, however long it is', async () => {
    expect(await seen(40, "terminal.progress('x'.repeat(100)); terminal.print('y')")).toEqual([
      'y',
      '',
    ]);
  });

  it('a text takes the place of all before it, from the first line', async () => {
    const code = "terminal.print('a\\nb\\nc'); terminal.replace('d'); terminal.replace('e')";

    expect(await seen(40, code)).toEqual(['e', '', '', '']);
  });

  it('it is known how wide it is', async () => {
    expect(await seen(160, 'terminal.print(String(terminal.columns))')).toEqual(['160', '']);
  });
});
