/** One Airflow CLI verb that MWAA supports. Versions are `major.minor`. */
export interface Verb {
  /** First version from 2.0 on that supports it. */
  readonly since: string;
  /** First version that no longer does. */
  readonly until?: string;
  /** Its words in Airflow 1.10, where MWAA supports it there. */
  readonly v1?: readonly string[];
  /** What to use where it is not to be had. */
  readonly instead?: string;
  /** Running it twice has the same effect and the same answer as once. */
  readonly repeatable: boolean;
  /** Flags one of which keeps it from asking, which it would do in vain: nobody answers. */
  readonly answers?: readonly string[];
  /** It asks only when it has this flag. */
  readonly asksWith?: string;
  /** It usually runs longer than the minute that the web server waits. */
  readonly slow?: true;
  /** Airflow's REST API has the same, and the runner knows how to ask for it. */
  readonly rest?: true;
  /** Flags that came later than it, by version. Source: Airflow's own `cli_config.py` of each version. */
  readonly flagsSince?: Readonly<Record<string, string>>;
  /**
   * All its arguments are secret but the first of its own (a name), and the flags that this fits.
   *
   * @default - none is
   */
  readonly secretBut?: RegExp;
  /** Its output can hold secrets and is not logged. */
  readonly secretOutput?: true;
}

const read = { since: '2.0', repeatable: true } as const;
const write = { since: '2.0', repeatable: false } as const;
const YES = ['-y', '--yes'] as const;
const pause = {
  ...read,
  answers: YES,
  asksWith: '--treat-dag-id-as-regex',
  flagsSince: { '--treat-dag-id-as-regex': '2.9', '-o': '2.9', '--output': '2.9' },
  rest: true,
} as const;

/**
 * The Airflow CLI verbs that MWAA supports, in today's spelling.
 *
 * Source: Amazon MWAA User Guide, "Apache Airflow CLI command reference" (tables of v1.10, v2, v3).
 */
export const VERBS: Readonly<Record<string, Verb>> = {
  'assets details': { ...read, since: '3.0' },
  'assets list': { ...read, since: '3.0' },
  'assets materialize': { ...write, since: '3.0' },
  'backfill create': { ...write, since: '3.0', instead: 'dags backfill' },
  'cheat-sheet': read,
  'connections add': { ...write, secretBut: /^--conn[-_][a-z_-]+$/ },
  'connections delete': write,
  'dags backfill': {
    ...write,
    since: '2.2',
    until: '3.0',
    v1: ['backfill'],
    instead: 'backfill create --dag-id … --from-date … --to-date …',
    slow: true,
  },
  'dags delete': { ...write, v1: ['delete_dag'], answers: YES },
  'dags list': { ...read, since: '2.2', v1: ['list_dags'] },
  'dags list-import-errors': { ...read, since: '2.6' },
  'dags list-jobs': read,
  'dags list-runs': { ...read, since: '2.2', v1: ['list_dag_runs'], rest: true },
  'dags next-execution': { ...read, since: '2.2', v1: ['next_execution'] },
  'dags pause': { ...pause, v1: ['pause'] },
  'dags report': { ...read, slow: true },
  'dags reserialize': { ...read, since: '2.4', slow: true },
  'dags show': { ...read, v1: ['show_dag'] },
  'dags state': { ...read, v1: ['dag_state'], rest: true },
  'dags test': { ...write, slow: true, instead: 'dags trigger' },
  'dags trigger': { ...read, v1: ['trigger_dag'], rest: true },
  'dags unpause': { ...pause, v1: ['unpause'] },
  'db clean': { ...write, since: '2.4', answers: YES, slow: true },
  'providers behaviours': read,
  'providers get': read,
  'providers hooks': read,
  'providers links': read,
  'providers list': read,
  'providers notifications': { ...read, since: '2.8' },
  'providers secrets': { ...read, since: '2.6' },
  'providers triggerer': { ...read, since: '2.7' },
  'providers widgets': read,
  'roles add-perms': { ...write, since: '2.6' },
  'roles create': { ...write, since: '2.6' },
  'roles del-perms': { ...write, since: '2.6' },
  'roles list': read,
  'tasks clear': { ...write, v1: ['clear'], answers: YES },
  'tasks failed-deps': { ...read, v1: ['task_failed_deps'] },
  'tasks list': { ...read, v1: ['list_tasks'] },
  'tasks render': { ...read, v1: ['render'], secretOutput: true },
  'tasks run': { ...write, until: '3.0', v1: ['run'], slow: true, instead: 'tasks test' },
  'tasks state': { ...read, v1: ['task_state'] },
  'tasks states-for-dag-run': read,
  'tasks test': { ...write, v1: ['test'], slow: true },
  'variables delete': { ...write, v1: ['variables', '-x'], rest: true },
  'variables get': { ...read, v1: ['variables', '-g'], secretOutput: true, rest: true },
  'variables list': { ...read, v1: ['variables'], rest: true },
  'variables set': {
    ...read,
    v1: ['variables', '-s'],
    secretBut: /^(-j|--json|--description|-v|--verbose|--)$/,
    secretOutput: true,
    rest: true,
  },
  version: { ...read, v1: ['version'], rest: true },
};

/** The verb that a message's `trigger` is written as. */
export const TRIGGER_VERB = 'dags trigger';

/** Looks a verb up. A sender chooses the name, so what every object has, such as `toString`, is none. */
export function verbNamed(name: string): Verb | undefined {
  return Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
}

/**
 * What a deployment runs unless it says otherwise: verbs about runs that neither read or change
 * secrets or code nor parse every DAG file in the web server.
 */
export const DEFAULT_ALLOWED_COMMANDS: readonly string[] = [
  'dags list-runs',
  'dags pause',
  'dags state',
  'dags trigger',
  'dags unpause',
  'tasks states-for-dag-run',
  'version',
];
