import { code, table } from '../../../scripts/markdown';
import type { UserText } from './collect';

/** A place where a user meets a text. */
interface Place {
  readonly heading: string;
  readonly intro: string;
  readonly has: (text: UserText) => boolean;
}

/** What is checked when an app is synthesized. */
const SYNTH = /^(app|lib)\/|^lambda\/contract\/(conf-template|key-pattern|range)\.ts\b/;

const REFUSED = /^(InvalidMessageError|RefusedCommandError|refused)$/;

/** A text belongs to the first place that has it. */
const PLACES: readonly Place[] = [
  {
    heading: 'At synth',
    intro:
      '`cdk synth` and `cdk deploy` end with one of these before anything is deployed; in the app of this project it stands after `cdk.json:`.',
    has: ({ file }) => SYNTH.test(file),
  },
  {
    heading: 'Sending a message',
    intro:
      '`mwaaq` tells these before it sends anything. What another sender has sent ends as `refused`, with the text as the reason in its record, its event and its dead letter: it never ran. A DAG id in an app is checked by the same, at synth.',
    has: ({ file, by }) =>
      /^lambda\/(contract|airflow)\//.test(file) && (REFUSED.test(by) || by === 'fault'),
  },
  {
    heading: 'In a dead letter or a record',
    intro:
      'The reason of a command that was sent, or the error in the log of a trigger whose upload or event is given back. [messages.md](messages.md#what-comes-back) says what each outcome means. What an environment is held for is tried again by itself for three days: see the [runbook](runbook.md#environment-held); for what to do with a dead letter, [there too](runbook.md#dead-letters-waiting).',
    has: ({ file }) => file.startsWith('lambda/'),
  },
  {
    heading: 'From mwaaq',
    intro:
      'On stderr after `mwaaq:`, but for the findings of `mwaaq doctor`. [cli.md](cli.md#when-it-cannot) says more of those that people meet most, and what the [exit codes](cli.md#exit-codes) mean.',
    has: ({ file }) => file.startsWith('cli/'),
  },
  {
    heading: 'On this machine',
    intro:
      'From the local stack, the stand-in for MWAA (`mwaa-cli-queue/testing`), and the scripts of this project.',
    has: () => true,
  },
];

/** What comes of it, by its file and by what it is met; the last is for all else. */
const THEN: readonly (readonly [RegExp, string])[] = [
  // The app is not deployed: nothing more comes of it.
  [SYNTH, ''],
  [/reconcile\/.* /, 'the answer to `mwaaq reconcile`'],
  [
    /^lambda\/(upload-trigger\/|adapters\/dynamodb\/read-items).* /,
    'comes again for three hours, then a dead letter',
  ],
  [/^lambda\/event-trigger\/.* /, 'comes again for six hours, then a dead letter'],
  [
    /^lambda\/(sdk\/.* |contract\/.* Error$|adapters\/mwaa\/open-connection)/,
    "in the function's log",
  ],
  [/ (InvalidMessageError|RefusedCommandError|refused)$/, '`refused`'],
  [/^lambda\/(airflow|contract)\/.* fault$/, '`refused`'],
  [/ (EnvironmentUnavailableError|NoRestApiError|held)$/, 'held, tried again'],
  [/ AnswerLostError$/, 'tried again where that is safe, else `unknown`'],
  [/ (OutOfTimeError|RecordChangedError)$/, 'comes again'],
  [/(^lambda\/airflow\/.* reason| failed)$/, '`failed`'],
  [/^lambda\/runner\/patience\.ts reason$/, '`refused`, or `unknown` where it may have run'],
  [/^lambda\/runner\/end-command\.ts /, '`failed`, or `unknown` in place of `refused`'],
  [/ unknown$/, '`unknown`'],
  [/ remedy$/, 'after another text, as what to do'],
  [/ doctor$/, 'a finding of `mwaaq doctor`'],
  [/ (usageError|InvalidArgumentError)$/, 'exit code 2'],
  [/ CliError$/, 'exit code 5'],
  [/ troubleError$/, 'exit code 6'],
  [/^(lambda|cli)\//, 'in another text'],
  [/^/, ''],
];

/** `docs/errors.md`. Faults of this project are no errors of a user's. */
export function errorsDocument(texts: readonly UserText[]): string {
  const told = texts.filter(({ by }) => by !== 'InternalError');
  const places = Map.groupBy(told, (text) => PLACES.find(({ has }) => has(text)));
  const sections = PLACES.map((place) => {
    const rows = (places.get(place) ?? []).map(rowOf);
    const sorted = [...new Set(rows.map((row) => row.join('\n')))].toSorted();
    const cells = sorted.map((row) => row.split('\n'));
    const width = cells.every(([, then]) => then === '') ? 1 : 2;
    const shown = table(
      ['text', 'then'].slice(0, width),
      cells.map((row) => row.slice(0, width)),
    );
    return `## ${place.heading}\n\n${place.intro}\n\n${shown}\n`;
  });
  return [HEAD, ...sections].join('\n');
}

const HEAD = `# Errors

Each error that you can meet. Search this page for a few words of yours that are no name or number: \`<name>\` stands for such a value, or for another error's own words,
and that error has a row of its own. *Then* says what comes of it.
Each says what is wrong, the value, what may be given, and what to do. An \`InternalError\` is none of these: it is a fault of this project, to be reported with its text.

This page is written from the sources by \`npx vitest run --project unit test/errors.test.ts -u\`, and a test holds it to them.
`;

function rowOf({ text, by, file }: UserText): readonly string[] {
  const shown = text.replaceAll('\n', ' ').replaceAll('|', '\\|');
  const [, then = ''] = THEN.find(([pattern]) => pattern.test(`${file} ${by}`)) ?? [];
  return [code([shown]), then];
}
