import { randomUUID } from 'node:crypto';
import { parseExactJson } from '../../lambda/contract/json';
import type { Cli } from '../cli';
import { EXIT, usageError } from '../exit';
import { askForRun } from '../follow/ask-for-run';
import { type SendOptions, sendAndFollow } from '../follow/send';
import { waitForRun } from '../follow/wait-for-run';
import { readText } from '../input/read-text';
import { recordAsJson } from '../terminal/output';

interface TriggerOptions {
  readonly conf?: string;
  readonly confFile?: string;
  readonly runId?: string;
  readonly logicalDate?: string;
  readonly id?: string;
  readonly wait?: true;
  readonly timeout: number;
}

export async function trigger(cli: Cli, dagId: string, options: TriggerOptions): Promise<number> {
  const { runId, logicalDate, timeout, wait } = options;
  const fields = {
    id: options.id ?? randomUUID(),
    trigger: { dagId, conf: await readConf(options), runId, logicalDate },
  };
  const until = Date.now() + timeout * 1000;
  const send: SendOptions = { wait: true, timeout };
  const { record, exitCode } = await sendAndFollow(cli, fields, send, wait !== true);
  if (wait !== true || record === undefined || exitCode !== EXIT.succeeded) return exitCode;
  const { terminal } = cli;
  const started = { id: fields.id, dagId, runId: record.runId ?? '', logicalDate };
  terminal.onInterrupt(`mwaaq: no longer waiting for the run ${started.runId} of ${dagId}`);
  const here = await cli.here();
  const ask = () => askForRun(here, terminal, started, until);
  const { state, exitCode: code } = await waitForRun(started, ask, terminal, until);
  if (cli.asJson) cli.show({ ...recordAsJson(record), runState: state ?? null }, () => '');
  return code;
}

/** @throws CliError when it is no JSON object, or cannot be read */
async function readConf({ conf, confFile }: TriggerOptions): Promise<unknown> {
  if (conf !== undefined && confFile !== undefined) {
    throw usageError('--conf and --conf-file are both given: give one of them');
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
