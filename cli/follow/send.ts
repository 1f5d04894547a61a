import { commandsQueueOf } from '../adapters/commands-queue';
import { recordsOf } from '../adapters/records';
import type { Cli } from '../cli';
import { EXIT, isDenied, isFinal, messageOf, troubleError } from '../exit';
import { type PreparedMessage, prepareMessage } from '../input/request';
import { remedyOf } from '../remedy';
import { duration, oneLine } from '../terminal/format';
import { recordAsJson, showEnded } from '../terminal/output';
import { type Ended, follow } from './follow';

/** How to wait for what is sent. */
export interface SendOptions {
  readonly wait: boolean;
  /** In seconds. */
  readonly timeout: number;
}

/** What became of a message by the time that was waited. */
export interface Followed {
  readonly prepared: PreparedMessage;
  /** None when it was not waited for, or has not ended in time. */
  readonly record?: Ended | undefined;
  readonly exitCode: number;
}

/**
 * Sends a message and, unless it is not to be waited for, shows how its command ended.
 *
 * @param fields the message's, without `source`
 * @param showsSuccess not where something is yet to come, after which it is shown
 */
export async function sendAndFollow(
  cli: Cli,
  fields: { readonly id: string },
  { wait, timeout }: SendOptions,
  showsSuccess = true,
): Promise<Followed> {
  const prepared = prepareMessage(fields);
  const { terminal } = cli;
  terminal.hide(prepared.command.secrets);
  const here = await cli.here();
  const { environmentName } = here.deployment;
  const queue = commandsQueueOf(here);
  const until = Date.now() + timeout * 1000;
  const { id } = prepared;
  terminal.onInterrupt(
    `mwaaq: ${id} may be in the queue, and then runs in its turn: see "mwaaq show ${id}"`,
  );
  const messageId = await queue.send(prepared.body).catch(notSent(id));
  if (!wait) {
    cli.show({ id: prepared.id, messageId, environment: environmentName }, () => prepared.id);
    return { prepared, exitCode: EXIT.succeeded };
  }
  terminal.onInterrupt(
    `mwaaq: no longer waiting: ${id} is still queued, or at work, and runs in its turn: see "mwaaq show ${id}"`,
  );
  const sent = { ...prepared, messageId };
  const record = await follow(
    sent,
    { environmentName, queue, records: recordsOf(here), terminal },
    until,
  );
  if (record === undefined) {
    terminal.say(
      `mwaaq: not done after ${duration(timeout)}: it is still in the queue, and will run. See "mwaaq show ${prepared.id}"`,
    );
    if (cli.asJson)
      terminal.print(JSON.stringify({ id: prepared.id, messageId, state: 'waiting' }));
    return { prepared, exitCode: EXIT.waiting };
  }
  if (!cli.asJson) showEnded(record, terminal);
  else if (showsSuccess || record.outcome !== 'succeeded') cli.show(recordAsJson(record), () => '');
  return { prepared, record, exitCode: EXIT[record.outcome] };
}

function notSent(id: string) {
  return (error: unknown): never => {
    const again = `it may have been sent all the same: send it again with --id ${id}, which runs it once`;
    const remedy = isDenied(error)
      ? 'allow sqs:SendMessage, by grantSend of the construct'
      : isFinal(error)
        ? remedyOf(error)
        : again;
    throw troubleError(`${id} was not sent (${oneLine(messageOf(error))}): ${remedy}`, error);
  };
}
