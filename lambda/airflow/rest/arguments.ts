import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Flags that change nothing of what is asked. */
const COMMON = {
  output: { type: 'string', short: 'o' },
  verbose: { type: 'boolean', short: 'v' },
} as const;

/**
 * Reads a command's arguments.
 *
 * @param options those of its flags that the REST API has, too
 * @returns nothing when there are others, or another output than JSON is asked for
 */
export function readArguments<Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Options,
) {
  try {
    const parsed = parseArgs({
      args: [...args],
      options: { ...COMMON, ...options },
      allowPositionals: true,
    });
    const { output } = parsed.values as { readonly output?: string };
    return output === undefined || output === 'json' ? parsed : undefined;
  } catch {
    return undefined; // the parser's own message may quote a secret
  }
}

/** Why a command that was read so cannot go by REST. */
export const OTHER_ARGUMENTS = "it has arguments that Airflow's REST API does not know";
