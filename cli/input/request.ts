import { type Command, readCommand } from '../../lambda/airflow/command';
import { InvalidMessageError, RefusedCommandError } from '../../lambda/contract/errors';
import { writeAsciiJson } from '../../lambda/contract/json';
import { parseMessage } from '../../lambda/contract/message';
import { SOURCES } from '../../lambda/contract/sources';
import { CliError, EXIT, usageError } from '../exit';

/** A message as it may be sent, and the command that it makes. */
export interface PreparedMessage {
  readonly id: string;
  readonly body: string;
  readonly command: Command;
}

/**
 * Makes a message, and checks all of it that does not depend on the deployment: what the runner would refuse
 * anyway is not sent.
 *
 * @param fields the message's fields but for `source`; its id becomes part of it
 * @throws CliError when it makes no command, or none that MWAA supports
 */
export function prepareMessage(fields: { readonly id: string }): PreparedMessage {
  // A body in ASCII: SQS refuses some Unicode characters.
  const body = writeAsciiJson({ source: SOURCES.commandLine, ...fields });
  try {
    const message = parseMessage(body);
    return { id: fields.id, body, command: readCommand(message, fields.id) };
  } catch (error) {
    if (error instanceof InvalidMessageError) throw usageError(error.message);
    if (error instanceof RefusedCommandError) {
      throw new CliError(`refused, and not sent: ${error.message}`, EXIT.refused);
    }
    throw error;
  }
}

/**
 * The message's field for what stands on the command line.
 *
 * @param words one is a command as a person types it; more are its arguments, split by the shell already
 */
export function commandField(
  words: readonly string[],
): { readonly command: string } | { readonly argv: readonly string[] } {
  const [first = '', ...rest] = words;
  return rest.length === 0 ? { command: first } : { argv: words };
}
