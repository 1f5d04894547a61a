import { DEFAULT_ALLOWED_COMMANDS, VERBS, type Verb } from '../lambda/contract/verbs';

/** The table of verbs in `docs/commands.md`, from the code's own. */
export function verbTable(): string {
  return [
    '| verb | Airflow 2 | Airflow 3 | Airflow 1.10 | by default | by REST | may be repeated | notes |',
    '|---|---|---|---|---|---|---|---|',
    ...Object.entries(VERBS).map(([name, verb]) => row(name, verb)),
  ].join('\n');
}

function row(name: string, verb: Verb): string {
  const { since, until, v1, rest, repeatable } = verb;
  const cells = [
    `\`${name}\``,
    since.startsWith('3') ? '' : `${since}+`,
    until === undefined ? 'yes' : '',
    v1 === undefined ? '' : `\`${v1.join(' ')}\``,
    DEFAULT_ALLOWED_COMMANDS.includes(name) ? 'allowed' : '',
    rest === undefined ? '' : 'yes',
    repeatable ? 'yes' : '',
    notes(verb),
  ];
  return `| ${cells.join(' | ')} |`;
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
