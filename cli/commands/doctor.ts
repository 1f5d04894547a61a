import type { Command } from 'commander';
import { act } from '../act';
import type { Terminal } from '../terminal/terminal';

/** `mwaaq doctor`: what stands between a command and its environment. */
export function addDoctor(program: Command, terminal: Terminal): void {
  program
    .command('doctor')
    .summary('look for what keeps commands from running')
    .description(
      'Looks at credentials, environment, network and endpoint, and at the stack if there is one. It runs "version" and two commands that do nothing, past the queue.',
    )
    .option('--report <file>', 'write the findings into a file as well, without secrets')
    .addHelpText(
      'after',
      `
Examples:
  mwaaq doctor
  mwaaq doctor -e MyEnvironment --report findings.json     (also where nothing is deployed)

Exit codes: 0 when there is no error, else 1.`,
    )
    .action(act(terminal, async () => (await import('../work/doctor')).doctor));
}
