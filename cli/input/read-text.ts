import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { messageOf, usageError } from '../exit';

/**
 * Reads a text that the user names.
 *
 * @param file `-` is stdin
 * @throws CliError when it cannot be read, or is no UTF-8, such as what some shells of Windows write
 */
export async function readText(file: string): Promise<string> {
  const bytes = await readBytes(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw usageError(`${nameOf(file)} is no text in UTF-8: save it as that`);
  }
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    // As a stream: a pipe that has nothing yet cannot be read at once.
    return file === '-' ? await buffer(process.stdin) : await readFile(file);
  } catch (error) {
    throw usageError(
      `${nameOf(file)} cannot be read (${messageOf(error)}): give another file, or make this one readable`,
    );
  }
}

function nameOf(file: string): string {
  return file === '-' ? 'stdin' : file;
}
