import type { CommandRecord } from '../../../lambda/contract/record';
import type { ToldCall } from '../../../local/calls';
import { readMessages } from '../../../local/demo/queues';
import { createAirflowModel } from '../../../local/mwaa/model/model';
import type { StackEvent } from '../../../local/stack/events';
import type { ProcessUsage } from '../../../local/stack/function-messages';
import { StackRun } from '../../../local/stack-run';
import { PlannedFaults } from './faults';
import { DAG_ID, ENVIRONMENTS, idIn, MESSAGES_EACH, type Planned, planFor } from './plan';

/** How long a command takes its Airflow; MWAA takes seconds. */
const COMMAND_MS = 2;

/** At which messages of an environment its function is measured. */
const MEASURED_AT = [100, 200, MESSAGES_EACH] as const;

/** What a function used when its environment's web server was given the command of the n-th message. */
interface Measured extends ProcessUsage {
  readonly environment: string;
  readonly nth: number;
}

/** A backlog after it was drained. */
export interface DrainedBacklog {
  readonly run: StackRun;
  readonly planned: readonly Planned[];
  readonly records: readonly CommandRecord[];
  readonly deadLetters: readonly string[];
  readonly measured: readonly Measured[];
  readonly happened: ReadonlySet<string>;
  readonly seconds: number;
}

/** Sends the whole backlog, and waits until its queues are empty. */
export async function drainBacklog(limitMs: number): Promise<DrainedBacklog> {
  const planned = ENVIRONMENTS.flatMap(planFor);
  const killing = { kill: (environment: string) => run.runner(environment).kill() };
  const faults = new PlannedFaults(new Map(planned.map((m) => [m.id, m])), killing);
  const measured: Measured[] = [];
  const measure = async (call: ToldCall) => {
    const nth = nthOf(call);
    if (nth === undefined || call.environment === undefined) return;
    const { environment } = call;
    // Now it waits for the answer to its command.
    const usages = await run.runner(environment).usage();
    measured.push(...usages.map((usage) => ({ ...usage, environment, nth })));
  };
  const onCall = async (call: ToldCall) => {
    await measure(call);
    return faults.onCall(call);
  };
  const run = await StackRun.start('backlog', environments(), { onCall });
  const start = performance.now();
  await Promise.all(
    ENVIRONMENTS.map((e) =>
      run.send(
        e,
        planFor(e).map(({ body }) => body),
      ),
    ),
  );
  await run.drain(limitMs);
  const seconds = (performance.now() - start) / 1000;
  const records = await Promise.all(ENVIRONMENTS.map((e) => run.records(e)));
  const deadLetters = await Promise.all(ENVIRONMENTS.map((e) => deadLettersOf(e, run)));
  const found = { records: records.flat(), deadLetters: deadLetters.flat() };
  return { run, planned, ...found, measured, happened: faults.happened, seconds };
}

function environments() {
  return ENVIRONMENTS.map((name, i) => ({
    config: {
      name,
      allowedCommands: ['dags trigger', 'tasks states-for-dag-run', 'variables delete'],
    },
    engine: createAirflowModel({
      version: i % 2 === 0 ? '2.11.2' : '3.3.1',
      dagIds: [DAG_ID],
      commandDurationMs: COMMAND_MS,
    }),
  }));
}

/** Of a command that is on its way to the web server, when it is one that is measured at. */
function nthOf({ service, phase, input }: ToldCall): number | undefined {
  if (service !== 'web-server' || phase === 'after') return undefined;
  const nth = Number(idIn(String(input))?.split('-')[1]);
  return MEASURED_AT.find((n) => n === nth);
}

/** The ids of the commands whose dead letters wait. */
async function deadLettersOf(environment: string, run: StackRun): Promise<readonly string[]> {
  const { DeadLetterQueueUrl } = run.outputs(environment);
  const messages = await readMessages(run.local.stack.sqs, DeadLetterQueueUrl);
  return messages.map(({ Body }) => idIn(Body ?? '') ?? 'another');
}

/** The ids of the commands whose end was announced. */
export function announcedIds(events: readonly StackEvent[]): readonly string[] {
  return events.flatMap((e) =>
    e.kind === 'announced' && e.event.detail.id !== '' ? [String(e.event.detail.id)] : [],
  );
}
