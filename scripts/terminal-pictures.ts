/**
 * `npm run pictures`: draws what mwaaq writes on a terminal into docs/terminal-*.svg, from a run on this machine. With a number of
 * columns it prints that instead, as such a terminal has it: `npm run pictures -- 160`.
 */
import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { main } from '../local/main';
import { localFolder } from '../local/project';
import { writeRunningFile } from '../local/running-file';
import { buildCommandLine, COMMAND_LINE_FILE } from './command-line';
import { drawTerminal } from './terminal/draw';
import { runInTerminal } from './terminal/pseudo-terminal';
import { startStack } from './terminal/run';
import { Screen } from './terminal/screen';
import { makeBusy, passTheDay } from './terminal/workload';

const DOCS = path.join(__dirname, '..', 'docs');
const COLUMNS = 80;

/** A command line as it is typed. */
interface Typed {
  readonly words: readonly string[];
  /** So many commands are sent first. */
  readonly busy?: number;
  /** What it is followed to. @default - its end */
  readonly until?: RegExp;
}

const PICTURES: Readonly<Record<string, readonly Typed[]>> = {
  failed: [{ words: ['failed', 'list'] }],
  doctor: [{ words: ['doctor'] }],
  run: [
    { words: ['run', 'version'] },
    { words: ['run', 'connections list'] },
    { words: ['run', 'dags trigger ingest_orders'], busy: 12, until: /waiting.*…/ },
  ],
  status: [{ words: ['status', '--watch'], busy: 25, until: /at work.*each\r\n/s }],
};

void main(async (signal, atEnd) => {
  const [given] = process.argv.slice(2);
  const columns = given === undefined ? COLUMNS : Number(given);
  await buildCommandLine();
  const run = await startStack(signal, atEnd);
  const file = path.join(localFolder('pictures.out'), 'running.json');
  const remove = writeRunningFile(file, run);
  atEnd(async () => remove());
  await passTheDay(run);
  for (const [name, all] of Object.entries(PICTURES)) {
    const screen = new Screen(columns);
    for (const { words, busy = 0, until } of all) {
      await makeBusy(run, busy);
      const program = [process.execPath, COMMAND_LINE_FILE, '--local-file', file, ...words];
      const written = `${prompt(words)}${await runInTerminal(columns, program, until)}`;
      if (given !== undefined) process.stdout.write(`${written}\n`);
      screen.write(written);
    }
    if (given === undefined) {
      const title = asTyped(all.at(-1)?.words ?? []);
      writeFileSync(path.join(DOCS, `terminal-${name}.svg`), drawTerminal(screen, columns, title));
    }
  }
  return 0;
});

function prompt(words: readonly string[]): string {
  return `\u001b[2m$\u001b[22m ${asTyped(words)}\r\n`;
}

function asTyped(words: readonly string[]): string {
  return ['mwaaq', ...words.map((word) => (word.includes(' ') ? `"${word}"` : word))].join(' ');
}
