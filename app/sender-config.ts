import { z } from 'zod';
import { CommandSender, type CommandSenderOptions } from '../lib';
import { UNIQUE_ID } from '../lib/commands/command-sender';

/** One of an environment's `senders`. The construct says which verbs they may have. */
export const senderConfig = z.strictObject({
  uniqueId: z.string().regex(UNIQUE_ID.pattern, UNIQUE_ID.rule),
  allowedCommands: z.array(z.string().min(1)).optional(),
});

/** A sender as the construct takes it. */
export function senderOptions({
  uniqueId,
  allowedCommands,
}: z.infer<typeof senderConfig>): CommandSenderOptions {
  return { sender: CommandSender.uniqueId(uniqueId), allowedCommands };
}
