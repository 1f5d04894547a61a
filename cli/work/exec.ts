import { randomUUID } from 'node:crypto';
import { hideSecrets } from '../../lambda/airflow/secrets';
import type { Outcome } from '../../lambda/runner/outcome';
import { runCommand } from '../../lambda/runner/run/run-command';
import type { Cli } from '../cli';
import { direct, readVersion } from '../direct';
import { EXIT } from '../exit';
import { commandField, prepareMessage } from '../input/request';

interface ExecOptions {
  readonly airflowVersion?: string;
  readonly timeout: number;
}

export async function exec(cli: Cli, words: string[], options: ExecOptions): Promise<number> {
  const version =
    options.airflowVersion === undefined ? undefined : readVersion(options.airflowVersion);
  const { command } = prepareMessage({ id: randomUUID(), ...commandField(words) });
  cli.terminal.hide(command.secrets);
  const { airflow, rest, environmentName } = await direct(cli, version);
  cli.terminal.say(
    `mwaaq: on ${environmentName}, past the queue: no order, no allow-list, no record`,
  );
  const commandTimeoutMs = options.timeout * 1000;
  // As long again, for the question whether a trigger's run is there, and the token.
  const until = Date.now() + 2 * commandTimeoutMs;
  const context = { airflow, rest, via: 'cli', commandTimeoutMs } as const;
  const outcome = await runCommand(command, context, until);
  show(cli, outcome, (text) => hideSecrets(text, command.secrets));
  return exitCodeOf(outcome);
}

function show(cli: Cli, outcome: Outcome, hide: (text: string) => string): void {
  const answer =
    'answer' in outcome
      ? { stdout: hide(outcome.answer.stdout), stderr: hide(outcome.answer.stderr) }
      : undefined;
  const reason = 'reason' in outcome ? outcome.reason : undefined;
  const { terminal } = cli;
  if (cli.asJson) {
    const durations = 'durations' in outcome ? outcome.durations : {};
    const status = outcome.outcome === 'held' ? statusOfHeld(outcome) : outcome.outcome;
    terminal.print(JSON.stringify({ status, reason, ...durations, ...answer }, null, 2));
    return;
  }
  if (answer?.stdout) terminal.print(answer.stdout);
  if (answer?.stderr) terminal.say(answer.stderr.trimEnd());
  if (reason !== undefined) {
    const status = outcome.outcome === 'held' ? statusOfHeld(outcome) : outcome.outcome;
    terminal.say(`mwaaq: ${status}: ${reason}`);
  }
}

/** Nothing is held that no queue has: it was not run, or may have been. */
function statusOfHeld({ mayHaveRun }: { readonly mayHaveRun: boolean }) {
  return mayHaveRun ? 'unknown' : 'not run';
}

function exitCodeOf(outcome: Outcome): number {
  if (outcome.outcome !== 'held') return EXIT[outcome.outcome];
  return outcome.mayHaveRun ? EXIT.unknown : EXIT.trouble;
}
