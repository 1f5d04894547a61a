import { randomUUID } from 'node:crypto';
import type { Cli } from '../cli';
import { type SendOptions, sendAndFollow } from '../follow/send';
import { commandField } from '../input/request';

interface RunOptions extends SendOptions {
  readonly id?: string;
}

export async function run(
  cli: Cli,
  words: string[],
  { id, ...options }: RunOptions,
): Promise<number> {
  const fields = { id: id ?? randomUUID(), ...commandField(words) };
  const { exitCode } = await sendAndFollow(cli, fields, options);
  return exitCode;
}
