import addCompletion from '@bomb.sh/tab/commander';
import { Command } from 'commander';
import { addDoctor } from './commands/doctor';
import { addExec } from './commands/exec';
import { addFailed } from './commands/failed';
import { addHistory } from './commands/history';
import { addHold } from './commands/hold';
import { addReconcile } from './commands/reconcile';
import { addRun } from './commands/run';
import { addSendBatch } from './commands/send-batch';
import { addShow } from './commands/show';
import { addStatus } from './commands/status';
import { addToken } from './commands/token';
import { addTrigger } from './commands/trigger';
import { readRegion } from './input/option-values';
import { withoutControls } from './terminal/format';
import type { Terminal } from './terminal/terminal';

/** Each adds its subcommand, in the order of `--help`. */
const COMMANDS = [
  addRun,
  addTrigger,
  addExec,
  addToken,
  addStatus,
  addHistory,
  addShow,
  addFailed,
  addHold,
  addReconcile,
  addSendBatch,
  addDoctor,
];

/** What is quoted of a wrong command line ends before what may be a secret, and obeys no terminal. */
function withoutValues(text: string): string {
  const quoted = /(unknown option '[^=']*|unknown command '[^\s']*).*?'(?=\n|$)/s;
  return withoutControls(text.replace(quoted, "$1'"));
}

/** Commander's words in the form of mwaaq's own: what ends in a full stop there, an option's rule goes on after. */
function inOwnForm(text: string): string {
  return text
    .replace(/^error: /, 'mwaaq: ')
    .replace(/ argument '(.*)' is invalid\. /s, " is '$1': ");
}

/** mwaaq's command line. What does not fit it is told on stderr, with the nearest name. */
export function createProgram(terminal: Terminal, version: string): Command {
  const program = new Command('mwaaq')
    .description('Runs Airflow commands on Amazon MWAA, through the queue of mwaa-cli-queue.')
    .version(version)
    .option(
      '--stack <name>',
      'the stack of the queue; also MWAAQ_STACK (default: the only one there is)',
    )
    .option('-e, --environment <name>', 'the MWAA environment, where there are several')
    .option('--local', 'the stack that "npm start" runs on this machine')
    .option('--local-file <file>', 'the same, by the file that it writes: .local/running.json')
    .option('--region <name>', 'the AWS region', readRegion)
    .option('--profile <name>', 'the profile of your AWS configuration')
    .option('--json', 'print JSON')
    .option('--debug', 'of an error tell where it comes from, and what caused it')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(see "mwaaq --help", or "mwaaq help" and a command)')
    .configureOutput({ outputError: (text, write) => write(inOwnForm(withoutValues(text))) })
    .exitOverride();
  for (const add of COMMANDS) add(program, terminal);
  addCompletion(program);
  return program;
}
