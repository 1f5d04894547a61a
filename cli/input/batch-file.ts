import { tryParseJson } from '../../lambda/contract/json';
import { CliError, usageError } from '../exit';
import { type PreparedMessage, prepareMessage } from './request';

/** Most faults that are told at once. */
const MAX_SHOWN_FAULTS = 20;

/**
 * Reads a file of commands: one a line, as a person types it or as a JSON message. Empty lines and those that begin with `#` do
 * not count. All of it is checked.
 *
 * @param idPrefix begins the id of each line that names none, before its number
 * @throws CliError which names each line that makes no command
 */
export function readBatch(text: string, idPrefix: string): readonly PreparedMessage[] {
  const messages: PreparedMessage[] = [];
  const faults: string[] = [];
  for (const [i, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    try {
      messages.push(readLine(line, `${idPrefix}-${i + 1}`));
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      faults.push(`line ${i + 1}: ${error.message}`);
    }
  }
  const twice = repeated(messages.map(({ id }) => id));
  if (twice !== undefined)
    faults.push(`the id ${twice} is there more than once: give each line an id of its own`);
  if (faults.length > 0) throw usageError(`nothing was sent: ${shorten(faults).join('\n  ')}`);
  if (messages.length === 0)
    throw usageError('nothing was sent: the file has no commands; write one a line');
  return messages;
}

function readLine(line: string, id: string): PreparedMessage {
  if (!line.startsWith('{')) return prepareMessage({ id, ...{ command: line } });
  const fields = tryParseJson(line);
  if (fields === undefined) {
    throw usageError(
      'it begins with { but is no JSON: write valid JSON, or the command as plain text',
    );
  }
  return prepareMessage({ id, ...Object(fields) });
}

function repeated(ids: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return ids.find((id) => seen.size === seen.add(id).size);
}

function shorten(faults: readonly string[]): readonly string[] {
  if (faults.length <= MAX_SHOWN_FAULTS) return faults;
  return [...faults.slice(0, MAX_SHOWN_FAULTS), `and ${faults.length - MAX_SHOWN_FAULTS} more`];
}
