import { SECRET_MARK } from '../leaks';
import { KNOWN_DAG, NEW_DAG } from '../mwaa/airflow';

export const ENVIRONMENT = 'MyEnvironment';
export const OTHER_GROUP = 'AnotherEnvironment';

export const ALLOWED_COMMANDS = [
  'dags pause',
  'dags trigger',
  'variables delete',
  'variables set',
  'version',
];

/** What a sender may ask for. */
export const COMMAND_KINDS = [
  'trigger',
  'trigger of a new DAG',
  'trigger that expires',
  'pause',
  'delete a variable',
  'set a variable',
  'nonsense',
] as const;
export type CommandKind = (typeof COMMAND_KINDS)[number];

/** Shorter than some outages, and longer than a command or two. */
export const EXPIRES_AFTER_SECONDS = 300;

const NONSENSE = ['{not json', 'dags frobnicate', 'dags delete orders --yes', '{"trigger":[]}'];

/** What tells one command of a script from another, in all its texts. */
function markOf(position: number): string {
  return `c${position}x`;
}

/** A message's body; the command in it bears its mark. */
export function bodyOf(kind: CommandKind, position: number, id: string | undefined): string {
  const mark = markOf(position);
  if (kind === 'nonsense') return NONSENSE[position % NONSENSE.length] ?? '';
  if (kind === 'trigger that expires') {
    const trigger = { dagId: KNOWN_DAG, conf: { mark } };
    return JSON.stringify({ trigger, id, expires: { after: EXPIRES_AFTER_SECONDS } });
  }
  if (kind === 'trigger' || kind === 'trigger of a new DAG') {
    const dagId = kind === 'trigger' ? KNOWN_DAG : NEW_DAG;
    if (id === undefined) return `dags trigger ${dagId} --conf '{"mark":"${mark}"}'`;
    return JSON.stringify({ trigger: { dagId, conf: { mark } }, id, source: 'ci' });
  }
  const command = textOf(kind, mark);
  return id === undefined ? command : JSON.stringify({ command, id });
}

function textOf(kind: CommandKind, mark: string): string {
  switch (kind) {
    case 'delete a variable':
      return `variables delete ${mark}`;
    case 'set a variable':
      return `variables set ${mark} ${SECRET_MARK}-${mark}`;
    default:
      return `dags pause ${KNOWN_DAG}`;
  }
}
