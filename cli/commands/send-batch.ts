import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { act } from '../act';
import { readBatch } from '../batch-file';
import type { Cli } from '../cli';
import { confirm } from '../confirm';
import { secondsPerCommand } from '../estimate';
import { EXIT, messageOf, troubleError } from '../exit';
import { duration } from '../format';
import { readId } from '../option-values';
import { readText } from '../read-text';
import type { PreparedMessage } from '../request';
import type { Terminal } from '../terminal';

interface BatchOptions {
  readonly id?: string;
  readonly dryRun?: true;
  readonly yes?: true;
}

/** `mwaaq send-batch`: many commands from a file. */
export function addSendBatch(program: Command, terminal: Terminal): void {
  program
    .command('send-batch')
    .summary('send a file of commands, checked whole before anything is sent')
    .description(
      'Sends the commands of a file, in order. All are checked before the first is sent.',
    )
    .argument('<file>', 'a command a line, or a JSON message a line; - for stdin')
    .option('--id <prefix>', 'begins their ids: with the same one, none runs twice', readId)
    .option('--dry-run', 'only check, and tell how long they will take')
    .option('-y, --yes', 'do not ask')
    .addHelpText(
      'after',
      `
Example:
  mwaaq send-batch --id unpause-2026-11-26 commands.txt     (the command of line 3 has the id unpause-2026-11-26-3)`,
    )
    .action(act(terminal, sendBatch));
}

async function sendBatch(cli: Cli, file: string, options: BatchOptions): Promise<number> {
  const { id: prefix = randomUUID() } = options;
  const messages = readBatch(await readText(file), prefix);
  cli.terminal.hide(messages.flatMap(({ command }) => command.secrets));
  const { deployment, queue, records } = await cli.here();
  const { environmentName: environment } = deployment;
  const [each, { waiting, inFlight }] = await Promise.all([
    secondsPerCommand(records, environment),
    queue.counts(),
  ]);
  const seconds = (messages.length + waiting + inFlight) * each;
  const plan = `${messages.length} commands for ${environment}, all done in about ${duration(seconds)}`;
  if (options.dryRun === true) {
    cli.show({ environment, commands: messages.length, seconds, sent: 0 }, () => plan);
    return EXIT.succeeded;
  }
  if (!(await confirm(cli.terminal, `Send ${plan}?`, options.yes))) return EXIT.usage;
  const again = `send the file again with --id ${prefix}, which runs none twice`;
  cli.terminal.onInterrupt(`mwaaq: some commands were sent: ${again}`);
  await sendAll(messages, queue.send, again, (sent) => {
    cli.terminal.progress(`${sent} of ${messages.length} sent …`);
  });
  cli.show(
    { environment, id: prefix, commands: messages.length, seconds, sent: messages.length },
    () => `sent ${plan}; their ids begin with ${prefix}`,
  );
  return EXIT.succeeded;
}

/** One by one, so that what is not sent is all that comes after. */
async function sendAll(
  messages: readonly PreparedMessage[],
  send: (body: string) => Promise<string>,
  again: string,
  onSent: (sent: number) => void,
): Promise<void> {
  for (const [i, { id, body }] of messages.entries()) {
    onSent(i);
    await send(body).catch((error: unknown) => {
      throw troubleError(
        `${i} of ${messages.length} commands were sent, and then ${id} was not (${messageOf(error)}): ${again}`,
        error,
      );
    });
  }
}
