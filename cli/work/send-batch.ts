import { randomUUID } from 'node:crypto';
import { commandsQueueOf } from '../adapters/commands-queue';
import { recordsOf } from '../adapters/records';
import type { Cli } from '../cli';
import { EXIT, messageOf, troubleError } from '../exit';
import { readBatch } from '../input/batch-file';
import { readText } from '../input/read-text';
import type { PreparedMessage } from '../input/request';
import { secondsPerCommand } from '../queue/estimate';
import { confirm } from '../terminal/confirm';
import { duration } from '../terminal/format';

interface BatchOptions {
  readonly id?: string;
  readonly dryRun?: true;
  readonly yes?: true;
}

export async function sendBatch(cli: Cli, file: string, options: BatchOptions): Promise<number> {
  const { id: prefix = randomUUID() } = options;
  const messages = readBatch(await readText(file), prefix);
  cli.terminal.hide(messages.flatMap(({ command }) => command.secrets));
  const here = await cli.here();
  const { environmentName: environment } = here.deployment;
  const queue = commandsQueueOf(here);
  const [each, { waiting, inFlight }] = await Promise.all([
    secondsPerCommand(recordsOf(here), environment),
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
