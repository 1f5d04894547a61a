import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { temporaryFolder } from '../temporary-folder';

/** What an AWS CLI says that follows a script. */
export interface ScriptedAnswers {
  /** The record's state at each look; at the last one for good. `None`: there is no record yet. */
  readonly states: readonly string[];
  /** Attributes of the record by the path that they are asked by, for example `Item.reason.S`. */
  readonly record?: Readonly<Record<string, string>>;
  /** What each call of an operation fails with, for example `get-item`. */
  readonly failing?: string;
}

/** Stands for the AWS CLI in a folder of its own, and writes its calls down. */
export function scriptedAws({ states, record = {}, failing = '' }: ScriptedAnswers) {
  const folder = temporaryFolder();
  const at = (name: string) => path.join(folder, name);
  writeFileSync(at('states'), states.map((state) => `${state}\n`).join(''));
  for (const [name, value] of Object.entries(record)) writeFileSync(at(name), value);
  writeFileSync(at('aws'), program(folder, failing), { mode: 0o755 });
  return {
    folder,
    /** The arguments of each call so far. */
    calls(): readonly (readonly string[])[] {
      if (!existsSync(at('calls'))) return [];
      const calls = readFileSync(at('calls'), 'utf8').split('\0\0').slice(0, -1);
      return calls.map((call) => call.split('\0'));
    },
  };
}

function program(folder: string, failing: string): string {
  return `#!/usr/bin/env bash
set -eu
cd '${folder}'
printf '%s\\0' "$@" >> calls
printf '\\0' >> calls
if [[ $2 == '${failing}' ]]; then echo 'AccessDenied' >&2; exit 254; fi
[[ $2 == get-item ]] || exit 0
while [[ $1 != --query ]]; do shift; done
if [[ $2 == Item.state.S ]]; then
  head -n 1 states
  [[ $(wc -l < states) -eq 1 ]] || sed -i 1d states
elif [[ -e $2 ]]; then cat "$2"
else echo None
fi
`;
}
