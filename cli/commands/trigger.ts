import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { parseExactJson } from '../../lambda/contract/json';
import { act } from '../act';
import type { Cli } from '../cli';
import { EXIT, usageError } from '../exit';
import { readId, readSeconds } from '../option-values';
import { recordAsJson } from '../output';
import { readText } from '../read-text';
import { type SendOptions, sendAndFollow } from '../send';
import type { Terminal } from '../terminal';
import { waitForRun } from '../wait-for-run';

interface TriggerOptions {
  readonly conf?: string;
  readonly confFile?: string;
  readonly runId?: string;
  readonly logicalDate?: string;
  readonly id?: string;
  readonly wait?: true;
  readonly timeout: number;
}

/** `mwaaq trigger`: a DAG run through the queue. */
export function addTrigger(program: Command, terminal: Terminal): void {
  program
    .command('trigger')
    .summary('start a DAG run through the queue')
    .description('Starts a DAG run through the queue, and can wait for the run’s own end.')
    .argument('<dag>', 'the DAG’s id')
    .option('--conf <json>', 'the run’s conf, a JSON object')
    .option('--conf-file <file>', 'the same from a file; - for stdin')
    .option('--run-id <id>', 'the run’s id (default: made from the command’s)')
    .option('--logical-date <time>', 'ISO 8601 with a time zone')
    .option('--id <id>', 'the command’s id: with the same one, one run is started', readId)
    .option('--wait', 'wait for the run’s end, and exit by its state')
    .option('--timeout <time>', 'how long to wait in all: 90s, 10m, 2h', readSeconds, 3600)
    .addHelpText(
      'after',
      `
Examples:
  mwaaq trigger my_dag --conf '{"day": "2026-11-26"}'
  mwaaq trigger my_dag --conf-file conf.json --wait --timeout 2h

Exit codes: as of "mwaaq run"; with --wait 0 when the run succeeded, 1 when it failed, 4 when it has not ended in time.`,
    )
    .action(act(terminal, trigger));
}

async function trigger(cli: Cli, dagId: string, options: TriggerOptions): Promise<number> {
  const { runId, logicalDate, timeout, wait } = options;
  const fields = {
    id: options.id ?? randomUUID(),
    trigger: { dagId, conf: await readConf(options), runId, logicalDate },
  };
  const until = Date.now() + timeout * 1000;
  const send: SendOptions = { wait: true, timeout };
  const { record, exitCode } = await sendAndFollow(cli, fields, send, wait !== true);
  if (wait !== true || record === undefined || exitCode !== EXIT.succeeded) return exitCode;
  const { runId: started = '' } = record;
  cli.terminal.onInterrupt(`mwaaq: no longer waiting for the run ${started} of ${dagId}`);
  const run = await waitForRun(cli, dagId, started, until);
  if (cli.asJson) cli.show({ ...recordAsJson(record), runState: run.state ?? null }, () => '');
  return run.exitCode;
}

/** @throws CliError when it is no JSON object, or cannot be read */
async function readConf({ conf, confFile }: TriggerOptions): Promise<unknown> {
  if (conf !== undefined && confFile !== undefined) {
    throw usageError('give either --conf or --conf-file');
  }
  if (conf !== undefined) return parse(conf, '--conf');
  return confFile === undefined
    ? undefined
    : parse(await readText(confFile), `--conf-file ${confFile}`);
}

/** The parser's own message is not passed on: it quotes the text, which may hold a secret. */
function parse(text: string, where: string): unknown {
  try {
    return parseExactJson(text);
  } catch {
    throw usageError(`${where} is no JSON: give a JSON object, for example '{"key": "value"}'`);
  }
}
