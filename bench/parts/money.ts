import { FUNCTION_MB } from '../../lambda/contract/limits';
import { measureCommands } from '../functions/commands';
import { RUNNER, SAMPLE, SAMPLE_PYTHON } from '../functions/subjects';
import { medianOf, summarize } from '../measure/summary';
import { type CommandUse, type Cost, costOfMillion, smallestSize } from '../money/calculator';
import { measureUse } from '../money/measured-use';
import type { BenchContext, Part } from '../part';
import { type Comparison, show } from '../report/comparison';
import type { FurtherTable, Measured } from '../report/section';

/** Of a function, in MB. */
const SIZES = [128, 256, 512, 1024];

/** What a command takes in Airflow, in seconds: 5 to 8 is what MWAA takes. */
const AIRFLOW_SECONDS = [2, 5, 8];

/** What the sums are told of, in seconds. */
const TYPICAL_SECONDS = 5;

/** Commands whose time and memory are measured. */
const COMMANDS = 50;

/** A baseline does nothing but run the command. */
const NOTHING_ELSE = { sqsRequests: 0, writeUnits: 0, readUnits: 0, logBytes: 0, events: 0 };

/** What a million commands cost. */
export const money: Part = { name: 'money', heading: 'Money', measure };

/** What is paid for the function of one subject. */
interface Payer {
  readonly name: string;
  readonly use: CommandUse;
  readonly memoryMb: number;
}

async function measure(context: BenchContext): Promise<Measured> {
  const samples = await measureCommands(context, COMMANDS);
  const use = await measureUse(context);
  const payerOf = (name: string, beside: Omit<CommandUse, 'addedMs'>): Payer => {
    const all = samples.get(name) ?? [];
    const addedMs = medianOf(all.map((sample) => sample.addedMs));
    return {
      name,
      use: { ...beside, addedMs },
      memoryMb: summarize(all.map((sample) => sample.memoryMb)).p90,
    };
  };
  const runner = payerOf(RUNNER, use);
  const baseline = samples.has(SAMPLE_PYTHON) ? SAMPLE_PYTHON : SAMPLE;
  const sample = payerOf(baseline, NOTHING_ELSE);
  return {
    method: methodOf(runner, sample),
    comparisons: [compare(runner, sample)],
    tables: [byMemory(runner, sample), byService(runner)],
    goals: [],
  };
}

function methodOf({ use, ...runner }: Payer, sample: Payer): readonly string[] {
  const size = (payer: Pick<Payer, 'memoryMb'>) =>
    `${show(payer.memoryMb)} MB, so ${smallestSize(payer.memoryMb, SIZES)} MB is the smallest of Lambda’s sizes with a quarter to spare`;
  return [
    'List prices in us-east-1, without free tiers, of what was measured. The function waits while Airflow is at work, so a command costs memory × Airflow’s time, and little else counts.',
    `The runner’s process has ${size(runner)}; it is deployed with ${FUNCTION_MB} MB, on arm64. A command that succeeds uses ${show(use.addedMs)} ms beside Airflow’s time, ${show(use.sqsRequests)} requests of SQS (its sender’s and Lambda’s two in them), of DynamoDB ${show(use.writeUnits)} write and ${show(use.readUnits)} read units, ${show(use.logBytes)} bytes of logs and ${show(use.events)} event.`,
    `The baseline is the method of AWS’s sample ("${sample.name}"), on x86 as a function is by default: ${size(sample)}. It has no queue, no order, no record and no event; what it does not do is not charged to it.`,
  ];
}

function compare(runner: Payer, sample: Payer): Comparison {
  const costs: readonly [string, boolean, number][] = [
    ...[128, 512].map((memoryMb): [string, boolean, number] => [
      `${sample.name}, ${memoryMb} MB`,
      false,
      ofSample(sample, memoryMb, TYPICAL_SECONDS).total,
    ]),
    ...[128, FUNCTION_MB].map((memoryMb): [string, boolean, number] => [
      `runner’s Lambda alone, ${memoryMb} MB`,
      true,
      ofRunner(runner, memoryMb, TYPICAL_SECONDS).lambda,
    ]),
    [
      `all of the queue, ${FUNCTION_MB} MB`,
      true,
      ofRunner(runner, FUNCTION_MB, TYPICAL_SECONDS).total,
    ],
  ];
  return {
    title: `A million commands of ${TYPICAL_SECONDS} s`,
    unit: 'US dollars',
    baseline: `${sample.name}, 128 MB`,
    subjects: costs.map(([name, isOwn, dollars]) => ({ name, isOwn, samples: [dollars] })),
  };
}

function ofRunner({ use }: Payer, memoryMb: number, seconds: number): Cost {
  return costOfMillion(use, { memoryMb, processor: 'arm64' }, seconds);
}

function ofSample({ use }: Payer, memoryMb: number, seconds: number): Cost {
  return costOfMillion(use, { memoryMb, processor: 'x86' }, seconds);
}

function byMemory(runner: Payer, sample: Payer): FurtherTable {
  const rows = SIZES.map((memoryMb) => [
    `${memoryMb} MB`,
    ...AIRFLOW_SECONDS.flatMap((seconds) => [
      dollars(ofRunner(runner, memoryMb, seconds).lambda),
      dollars(ofSample(sample, memoryMb, seconds).lambda),
    ]),
  ]);
  const heads = AIRFLOW_SECONDS.flatMap((seconds) => [
    `**runner**, ${seconds} s`,
    `sample, ${seconds} s`,
  ]);
  return { title: 'Lambda, of a million commands', head: ['memory', ...heads], rows };
}

function byService(runner: Payer): FurtherTable {
  const rows = AIRFLOW_SECONDS.map((seconds) => {
    const { lambda, sqs, records, logs, events, total } = ofRunner(runner, FUNCTION_MB, seconds);
    return [`${seconds} s`, ...[lambda, sqs, records, logs, events, total].map(dollars)];
  });
  const head = ['Airflow’s time', 'Lambda', 'SQS', 'DynamoDB', 'logs', 'events', 'all'];
  return { title: `All of a million commands, at ${FUNCTION_MB} MB`, head, rows };
}

function dollars(value: number): string {
  return `$${value.toFixed(2)}`;
}
