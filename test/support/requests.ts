import { readCommand } from '../../lambda/airflow/command';
import { parseMessage } from '../../lambda/contract/message';
import type { ReadRequest } from '../../lambda/runner/read-request';

/** What the runner reads from a body that makes a command. */
export function requestOf(body: string, messageId = 'upload-7'): ReadRequest {
  const message = parseMessage(body);
  const { id = messageId, source } = message;
  return { id, source, command: readCommand(message, id) };
}
