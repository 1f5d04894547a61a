import { isFrom, MAJOR_VERSIONS } from '../lambda/contract/airflow-version';
import { DEFAULT_ALLOWED_COMMANDS, VERBS, type Verb } from '../lambda/contract/verbs';

/** The major versions that a verb's `since` and `until` are of. */
const COLUMNS = MAJOR_VERSIONS.filter((major) => major > 1);

/** The table of verbs in `docs/commands.md`, from the code's own. */
export function verbTable(): string {
  return [
    `| verb |${COLUMNS.map((major) => ` Airflow ${major} |`).join('')} Airflow 1.10 | by default | by REST | may be repeated | notes |`,
    `|---|${COLUMNS.map(() => '---|').join('')}---|---|---|---|---|`,
    ...Object.entries(VERBS).map(([name, verb]) => row(name, verb)),
  ].join('\n');
}

function row(name: string, verb: Verb): string {
  const { v1, rest, repeatable } = verb;
  const cells = [
    `\`${name}\``,
    ...COLUMNS.map((major) => supportIn(major, verb)),
    v1 === undefined ? '' : `\`${v1.join(' ')}\``,
    DEFAULT_ALLOWED_COMMANDS.includes(name) ? 'allowed' : '',
    rest === undefined ? '' : 'yes',
    repeatable ? 'yes' : '',
    notes(verb),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** From which version of a major one on, or that all of it have it. */
function supportIn(major: (typeof COLUMNS)[number], { since, until }: Verb): string {
  const first = { major, minor: 0 };
  if (until !== undefined && isFrom(first, until)) return '';
  if (since.startsWith(`${major}.`)) return `${since}+`;
  return isFrom(first, since) ? 'yes' : '';
}

function notes({ answers, asksWith, slow, secretOutput, instead }: Verb): string {
  const needsYes =
    asksWith === undefined ? 'needs `--yes`' : `needs \`--yes\` with \`${asksWith}\``;
  return [
    ...(answers === undefined ? [] : [needsYes]),
    ...(slow === undefined ? [] : ['usually outlives the minute']),
    ...(secretOutput === undefined ? [] : ['output not logged']),
    ...(instead === undefined ? [] : [`elsewhere \`${instead}\``]),
  ].join('; ');
}

if (require.main === module) process.stdout.write(`${verbTable()}\n`);
