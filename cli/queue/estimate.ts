import type { RecordReader } from '../adapters/records';
import { take } from './take';

/** How many of the last commands an estimate looks at. */
const SAMPLE = 20;

/** What a command takes where none is known: between the 5 and 8 seconds that MWAA takes as a rule. */
export const DEFAULT_SECONDS = 6;

/** About how long the environment takes for a command, from its last ones. */
export async function secondsPerCommand(
  records: Pick<RecordReader, 'history'>,
  environmentName: string,
): Promise<number> {
  const last = await take(records.history(environmentName), SAMPLE);
  const taken = last.flatMap(({ cliMs, mintMs = 0 }) =>
    cliMs === undefined ? [] : [(mintMs + cliMs) / 1000],
  );
  if (taken.length === 0) return DEFAULT_SECONDS;
  return taken.reduce((sum, one) => sum + one, 0) / taken.length;
}
