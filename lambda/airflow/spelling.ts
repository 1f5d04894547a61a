import { type AirflowVersion, isFrom } from '../contract/airflow-version';
import { RefusedCommandError } from '../contract/errors';
import { verbNamed } from '../contract/verbs';
import { DIALECTS, dialectOf } from './dialect';
import type { SpelledCommand } from './dialects/types';

/** Every name that a dialect has for a verb, and how it is read. */
const OTHER_NAMES = DIALECTS.flatMap(([, { names, readArgs }]) =>
  names.map(([verb, words]) => ({ verb, words, readArgs })),
);

/** Reads argv in any version's spelling. */
export function toToday(argv: readonly string[]): SpelledCommand {
  const [first = '', second = ''] = argv;
  const verb = `${first} ${second}`;
  if (verbNamed(verb) !== undefined) return withDagIdInPlace({ verb, args: argv.slice(2) });
  const other = OTHER_NAMES.find(({ words }) => isNamed(words, argv));
  if (other !== undefined) {
    const args = argv.slice(other.words.length);
    return { verb: other.verb, args: other.readArgs({ verb: other.verb, args }) };
  }
  if (verbNamed(first) !== undefined) return { verb: first, args: argv.slice(1) };
  return { verb: verb.trim(), args: argv.slice(2) };
}

/** Airflow 1.10's `variables` lists only when it stands alone: else it is the group, of an unknown verb. */
function isNamed(words: readonly string[], argv: readonly string[]): boolean {
  if (words.join(' ') === 'variables' && argv.length > 1) return false;
  return words.every((word, i) => word === argv[i]);
}

/** `list-runs` takes the DAG id behind a flag in Airflow 2, and as an argument before and after. */
function withDagIdInPlace({ verb, args }: SpelledCommand): SpelledCommand {
  if (verb !== 'dags list-runs') return { verb, args };
  const at = args.findIndex((arg) => /^(-d|--dag-id)(=|$)/.test(arg));
  const flag = args[at];
  if (flag === undefined) return { verb, args };
  const [, joined] = /=(.*)$/s.exec(flag) ?? [];
  const dagId = joined ?? args[at + 1] ?? '';
  const rest = args.toSpliced(at, joined === undefined ? 2 : 1);
  return { verb, args: [dagId, ...rest] };
}

/**
 * Writes a command as one Airflow version spells it.
 *
 * @throws RefusedCommandError for a flag that this version does not have
 */
export function spell(command: SpelledCommand, version: AirflowVersion): readonly string[] {
  const { verb } = command;
  checkFlags(command, version);
  const { names, writeArgs } = dialectOf(version);
  const [, words = verb.split(' ')] = names.find(([named]) => named === verb) ?? [];
  return [...words, ...writeArgs(command)];
}

function checkFlags({ verb, args }: SpelledCommand, version: AirflowVersion): void {
  for (const [flag, since] of Object.entries(verbNamed(verb)?.flagsSince ?? {})) {
    const used = args.some((arg) => arg === flag || arg.startsWith(`${flag}=`));
    if (used && !isFrom(version, since)) {
      throw new RefusedCommandError(
        `"${verb}" has ${flag} from Airflow ${since} on, and this environment runs ${version.major}.${version.minor}: leave it out`,
      );
    }
  }
}
