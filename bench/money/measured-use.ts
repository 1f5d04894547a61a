import { INDEXED_ATTRIBUTES, RECORDS_TABLE } from '../../lambda/contract/record';
import type { ToldCall } from '../../local/calls';
import { createAirflowModel } from '../../local/mwaa/model/model';
import { StackRun } from '../../local/stack-run';
import { type BenchContext, whileRunning } from '../part';
import type { CommandUse } from './calculator';
import { type Item, writeUnits } from './write-units';

const ENVIRONMENT = 'MyEnvironment';
const DAG_ID = 'load';
const COMMANDS = 20;

/** Of the whole run, in milliseconds. */
const LIMIT_MS = 120_000;

/** Of each message by others: its sender's, and Lambda's to receive and to delete it. */
const REQUESTS_BESIDE = 3;

const { partitionKey: id, history, deadLetters } = RECORDS_TABLE;
const KEYS = [id, ...[history, deadLetters].flatMap((one) => [one.partitionKey, one.sortKey])];
const INDEXES = [history, deadLetters].map(({ partitionKey }) => ({
  partitionKey,
  attributes: [...KEYS, ...INDEXED_ATTRIBUTES],
}));

/** What a command that succeeds uses of other services, on average, by what the runner asks of them and logs. */
export async function measureUse(context: BenchContext): Promise<Omit<CommandUse, 'addedMs'>> {
  const calls: ToldCall[] = [];
  const engine = createAirflowModel({ version: '3.3.1', dagIds: [DAG_ID] });
  const onCall = (call: ToldCall) => {
    if (call.phase === 'before') calls.push(call);
  };
  const environments = [{ config: { name: ENVIRONMENT }, engine }];
  const started = await StackRun.start('bench-money', environments, { onCall });
  return whileRunning(started, context, async (run) => {
    const bodies = Array.from({ length: COMMANDS }, (_, i) =>
      JSON.stringify({ trigger: { dagId: DAG_ID, conf: { day: '2026-11-26' } }, id: `day-${i}` }),
    );
    await run.send(ENVIRONMENT, bodies);
    await run.drain(LIMIT_MS);
    return useOf(calls, run);
  });
}

function useOf(calls: readonly ToldCall[], { logged, events }: StackRun) {
  const count = (service: string, operation?: string) =>
    calls.filter(
      (call) => call.service === service && (operation ?? call.operation) === call.operation,
    ).length;
  const items = calls.flatMap(({ operation, input }) =>
    operation === 'PutItem' ? [Object(input).Item as Item] : [],
  );
  const units = items.reduce((sum, item) => sum + writeUnits(item, INDEXES), 0);
  const bytes = logged.reduce((sum, entry) => sum + Buffer.byteLength(JSON.stringify(entry)), 0);
  const announced = events.filter(({ kind }) => kind === 'announced').length;
  return {
    sqsRequests: REQUESTS_BESIDE + count('sqs') / COMMANDS,
    writeUnits: units / COMMANDS,
    readUnits: count('dynamodb', 'GetItem') / COMMANDS,
    logBytes: bytes / COMMANDS + LAMBDA_LOG_BYTES,
    events: announced / COMMANDS,
  };
}

/** Lambda's own lines of an invocation, START, END and REPORT, and what CloudWatch adds to each of 26 bytes. */
const LAMBDA_LOG_BYTES = 400;
