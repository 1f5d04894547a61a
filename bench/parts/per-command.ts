import { type CommandSample, type CommandSamples, measureCommands } from '../functions/commands';
import { RUNNER, SAMPLE, SAMPLE_PYTHON } from '../functions/subjects';
import type { Traffic } from '../functions/traffic';
import { medianOf } from '../measure/summary';
import type { BenchContext, Part } from '../part';
import { type Comparison, show } from '../report/comparison';
import { atLeast, type Goal } from '../report/goal';
import type { FurtherTable, Measured } from '../report/section';

/** Commands that each process runs, after some that are not counted. */
const COMMANDS = 200;

/** By how much longer than here MWAA may take for a token, in milliseconds. */
const MINT_MS = [0, 20, 50, 100, 200] as const;

const METHOD = [
  `What one more command costs: ${COMMANDS} triggers, one after the other, in one process each that is warm already. "Time added" is the time of the handler without that of the command in Airflow, which takes 2 ms here so that it does not drown the rest. Baselines as under "Cold start".`,
  'The runner’s time has in it what no baseline does: hiding the message, and opening and closing the record, with an SQS and a DynamoDB that take processor time of the same machine. "Token and POST" is what all do: of the runner by `mintMs` and `cliMs` of its records, to the millisecond, and of the baselines the whole.',
  'Here a token takes a millisecond, less than a write to DynamoDB. AWS names no time for either. The last table reckons, from the medians, what is added where MWAA takes longer for a token: a baseline waits for one with each command, the runner once in all of these. How long yours takes, `mintMs` in the runner’s log says.',
];

/** What each command costs once all is warm. */
export const perCommand: Part = { name: 'per-command', heading: 'One more command', measure };

async function measure(context: BenchContext): Promise<Measured> {
  return report(await measureCommands(context, COMMANDS));
}

type Field = Exclude<keyof CommandSample, 'traffic'>;

function report(samples: CommandSamples): Measured {
  const compare = (title: string, field: Field): Comparison => ({
    title,
    unit: field === 'memoryMb' ? 'MB' : 'ms',
    baseline: SAMPLE,
    subjects: [...samples].map(([name, all]) => ({
      name,
      isOwn: name === RUNNER,
      samples: all.map((sample) => sample[field]),
    })),
  });
  return {
    method: METHOD,
    comparisons: [
      compare('Time added', 'addedMs'),
      compare('Time added, without SQS’s and DynamoDB’s own', 'addedAloneMs'),
      compare('Time added by token and POST', 'wayMs'),
      compare('Processor time', 'cpuMs'),
      compare('Memory of the process', 'memoryMb'),
    ],
    tables: [trafficTable(samples), slowTokensTable(samples)],
    goals: goalsOf(samples),
  };
}

function trafficTable(samples: CommandSamples): FurtherTable {
  const rows = [...samples].map(([name, all]) => {
    const each = (field: keyof Traffic) =>
      show(all.reduce((sum, { traffic }) => sum + traffic[field], 0) / all.length);
    return [
      name === RUNNER ? `**${name}**` : name,
      each('mwaaRequests'),
      each('mwaaHandshakes'),
      show(tokensIn100(all)),
      each('awsRequests'),
      each('awsHandshakes'),
    ];
  });
  const head = [
    'of a command',
    'requests to MWAA',
    'TLS handshakes',
    'tokens, of 100 commands',
    'requests to SQS and DynamoDB',
    'TLS handshakes',
  ];
  return { title: 'Requests', head, rows };
}

function slowTokensTable(samples: CommandSamples): FurtherTable {
  const added = (all: readonly CommandSample[], mintMs: number) =>
    medianOf(all.map(({ addedMs }) => addedMs)) + (mintMs * tokensIn100(all)) / 100;
  const own = samples.get(RUNNER) ?? [];
  const others = [...samples].filter(([name]) => name !== RUNNER);
  const rows = MINT_MS.map((mintMs) => {
    const ownMs = added(own, mintMs);
    const cells = others.map(([, all]) => {
      const ms = added(all, mintMs);
      return `${show(ms)} (${show(ms / ownMs)} ×)`;
    });
    return [mintMs === 0 ? 'as here' : `${mintMs} ms more`, show(ownMs), ...cells];
  });
  const head = ['for a token', `**${RUNNER}**`, ...others.map(([name]) => name)];
  return { title: 'Time added in ms, by what MWAA takes for a token (reckoned)', head, rows };
}

/** At least the one of a start, which may have been that of the warm-up. */
function tokensIn100(all: readonly CommandSample[]): number {
  const tokens = all.reduce((sum, { traffic }) => sum + traffic.tokens, 0);
  return (100 * Math.max(tokens, 1)) / all.length;
}

function goalsOf(samples: CommandSamples): readonly Goal[] {
  const own = samples.get(RUNNER) ?? [];
  return [SAMPLE, SAMPLE_PYTHON].flatMap((name) => {
    const sample = samples.get(name);
    if (sample === undefined) return [];
    const ratio = (field: Field) =>
      medianOf(sample.map((one) => one[field])) / medianOf(own.map((one) => one[field]));
    const tokens = tokensIn100(sample) / tokensIn100(own);
    return [
      atLeast(`time added by ${name}, of the runner’s`, ratio('addedMs'), 3, '×'),
      atLeast(`the same by token and POST`, ratio('wayMs'), 3, '×'),
      atLeast(`tokens of ${name}, of the runner’s`, tokens, 10, '×'),
    ];
  });
}
