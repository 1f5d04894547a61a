import { z } from 'zod';
import { AirflowCommand } from '../lib';
import { text } from './values';

export const triggerConfig = z.strictObject({
  dagId: text,
  conf: z.record(z.string(), z.unknown()).optional(),
});

/** What is queued, in one of two forms. */
export const commandFields = {
  command: text.optional(),
  trigger: triggerConfig.optional(),
};

interface CommandConfig {
  readonly command?: string | undefined;
  readonly trigger?: z.infer<typeof triggerConfig> | undefined;
}

/** Adds an issue unless there is exactly one of the two. */
export function checkOneCommand(
  { command, trigger }: CommandConfig,
  context: z.RefinementCtx,
): void {
  if ((command === undefined) !== (trigger === undefined)) return;
  const found = command === undefined ? 'none' : 'both';
  context.addIssue(`has ${found} of command and trigger: give exactly one`);
}

/** @throws Error for a command that no message may hold */
export function commandOf({ command, trigger }: CommandConfig): AirflowCommand {
  if (trigger !== undefined) return AirflowCommand.trigger(trigger.dagId, { conf: trigger.conf });
  return AirflowCommand.text(command ?? '');
}
