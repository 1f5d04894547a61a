import { RefusedCommandError } from '../contract/errors';
import { VERBS, verbNamed } from '../contract/verbs';
import { type AirflowVersion, isFrom } from './version';

/** A command in today's spelling: that of Airflow 3, whatever its sender used. */
export interface SpelledCommand {
  /** For example `dags list-runs`; not checked yet. */
  readonly verb: string;
  readonly args: readonly string[];
}

/** Today's verb for each name of Airflow 1.10 that is one word. */
const BY_V1_NAME: ReadonlyMap<string, string> = new Map(
  Object.entries(VERBS).flatMap(([verb, { v1 = [] }]) =>
    v1.length === 1 ? [[v1[0] ?? '', verb]] : [],
  ),
);

/** What Airflow 1.10's one `variables` command does, by its flag. */
const V1_VARIABLE_FLAGS: ReadonlyMap<string, string> = new Map([
  ['-s', 'variables set'],
  ['--set', 'variables set'],
  ['-g', 'variables get'],
  ['--get', 'variables get'],
  ['-x', 'variables delete'],
  ['--delete', 'variables delete'],
]);

/** Reads argv in any version's spelling. */
export function toToday(argv: readonly string[]): SpelledCommand {
  const [first = '', second = ''] = argv;
  const verb = `${first} ${second}`;
  if (verbNamed(verb) !== undefined) return withDagIdInPlace({ verb, args: argv.slice(2) });
  const flagged = first === 'variables' ? V1_VARIABLE_FLAGS.get(second) : undefined;
  if (flagged !== undefined) return { verb: flagged, args: argv.slice(2) };
  const renamed = BY_V1_NAME.get(first);
  if (renamed !== undefined && (first !== 'variables' || argv.length === 1)) {
    return { verb: renamed, args: argv.slice(1).map(dashes) };
  }
  if (verbNamed(first) !== undefined) return { verb: first, args: argv.slice(1) };
  return { verb: verb.trim(), args: argv.slice(2) };
}

/** Airflow 1.10 writes long flags with underscores: `--start_date`; `--no_confirm` became `--yes`. */
function dashes(argument: string): string {
  if (argument === '--no_confirm') return '--yes';
  return argument.replace(/^--[a-z_]+/, (name) => name.replaceAll('_', '-'));
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
export function spell({ verb, args }: SpelledCommand, version: AirflowVersion): readonly string[] {
  checkFlags(verb, args, version);
  if (version.major === 1) {
    const asks = verbNamed(verb)?.v1?.[0] === 'clear' ? args.map(v1Answer) : args;
    return [...(verbNamed(verb)?.v1 ?? [verb]), ...asks.map(v1Flag)];
  }
  const words = verb.split(' ');
  if (verb === 'dags list-runs' && version.major === 2) {
    const [dagId, rest] = takePositional(args);
    return [...words, ...(dagId === undefined ? [] : ['-d', dagId]), ...rest];
  }
  return [...words, ...args];
}

/** Only `clear` calls it so. */
function v1Answer(argument: string): string {
  return argument === '--yes' || argument === '-y' ? '--no_confirm' : argument;
}

function v1Flag(argument: string): string {
  return argument.replace(/^--[a-z-]+/, (name) => name.replace(/(?<=\w)-/g, '_'));
}

/** The flags of `list-runs` that take no value. */
const LIST_RUNS_SWITCHES = new Set(['--no-backfill', '-v', '--verbose']);

function takePositional(args: readonly string[]): readonly [string | undefined, readonly string[]] {
  const at = args.findIndex((arg, i) => {
    const before = args[i - 1];
    const isValue =
      before?.startsWith('-') && !before.includes('=') && !LIST_RUNS_SWITCHES.has(before);
    return !arg.startsWith('-') && !isValue;
  });
  return at === -1 ? [undefined, args] : [args[at], args.toSpliced(at, 1)];
}

/** Flags that came later than their verb. Source: Airflow's own `cli_config.py` of each version. */
const FLAGS_SINCE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'dags pause': { '--treat-dag-id-as-regex': '2.9', '-o': '2.9', '--output': '2.9' },
  'dags unpause': { '--treat-dag-id-as-regex': '2.9', '-o': '2.9', '--output': '2.9' },
};

function checkFlags(verb: string, args: readonly string[], version: AirflowVersion): void {
  for (const [flag, since] of Object.entries(FLAGS_SINCE[verb] ?? {})) {
    const used = args.some((arg) => arg === flag || arg.startsWith(`${flag}=`));
    if (used && !isFrom(version, since)) {
      throw new RefusedCommandError(
        `"${verb}" has ${flag} from Airflow ${since} on, and this environment runs ${version.major}.${version.minor}: leave it out`,
      );
    }
  }
}
