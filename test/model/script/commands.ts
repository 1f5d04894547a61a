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
  'trigger of a date',
  'pause',
  'pause by a pattern',
  'delete a variable',
  'set a variable',
  'nonsense',
] as const;
export type CommandKind = (typeof COMMAND_KINDS)[number];

/** Shorter than some outages, and longer than a command or two. */
export const EXPIRES_AFTER_SECONDS = 300;

const NONSENSE = ['{not json', 'dags frobnicate', 'dags delete orders --yes', '{"trigger":[]}'];

/** Which every trigger of a date asks for, and one gets. */
const LOGICAL_DATE = '2026-11-01T06:00:00Z';

/** Run ids that begin with this one fit no path of InvokeRestApi. */
const LONG_SOURCE = 'a-source-with-a-name-of-forty-characters';

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
  if (kind === 'trigger of a date') {
    const trigger = { dagId: KNOWN_DAG, logicalDate: LOGICAL_DATE, conf: { mark } };
    return JSON.stringify({ trigger, id, source: position % 2 === 0 ? 'ci' : LONG_SOURCE });
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
    case 'pause by a pattern':
      return `dags pause ${KNOWN_DAG} --treat-dag-id-as-regex --yes`; // from 2.9 on
    default:
      return `dags pause ${KNOWN_DAG}`;
  }
}
