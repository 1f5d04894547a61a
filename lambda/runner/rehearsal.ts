import { parseVersion } from '../contract/airflow-version';
import { TRIGGER_VERB } from '../contract/verbs';
import { handleDelivery, type RunnerContext } from './handle-delivery';
import type { Delivery } from './ports';
import { type Lines, reportSkipTo, reportTo } from './report/report';

/** What the deployment chose that has a way of its own through the code, and nothing that reaches anything. */
type Settings = Pick<
  RunnerContext,
  'environmentName' | 'recordsRetentionDays' | 'commandTimeoutMs' | 'via'
>;

/** Time enough for any command time-out, in milliseconds. */
const INVOCATION_MS = 15 * 60_000;

/** Of all that it needs a name for. */
const NAME = 'rehearsal';

/** What Airflow says of the run, by either way. */
const RUN = { dag_id: NAME, dag_run_id: NAME };

const SILENCE: Lines = { info: () => {}, warn: () => {} };

const nothing = async () => undefined;

/**
 * Plays one trigger through, in a world where nothing happens. V8 compiles a function with its first call: without this
 * the first command would pay for that, when Lambda gives it a fraction of the processor that it has now.
 *
 * @param log told what came of it. @default - nobody: it is no command
 */
export async function rehearse(settings: Settings, log: Lines = SILENCE): Promise<void> {
  await handleDelivery(delivery(settings), contextOf(settings, log), Date.now() + INVOCATION_MS);
}

function delivery({ environmentName }: Settings): Delivery {
  const now = Date.now();
  return {
    messageId: NAME,
    receiptHandle: NAME,
    body: JSON.stringify({ command: `${TRIGGER_VERB} ${NAME} --run-id ${NAME} --conf {}` }),
    group: environmentName,
    senderId: NAME,
    sentAt: now,
    firstReceivedAt: now,
    receiveCount: 1,
  };
}

function contextOf(settings: Settings, log: Lines): RunnerContext {
  return {
    ...settings,
    allowedCommands: [TRIGGER_VERB],
    senders: undefined,
    unknownDagPatienceMs: 0,
    records: { find: nothing, findEnvironment: nothing, save: nothing },
    status: { held: nothing, available: nothing },
    queues: { hideFor: nothing, sendDeadLetter: nothing, sendOn: nothing },
    airflow: {
      version: async () => parseVersion('3.0.6'),
      forgetVersion: () => {},
      run: async () => ({
        answer: { stdout: JSON.stringify([RUN]), stderr: '' },
        durations: { mintMs: 0, cliMs: 0 },
      }),
    },
    rest: { call: async () => ({ status: 200, body: RUN }) },
    report: reportTo(log),
    skipped: reportSkipTo(log, settings.environmentName),
    warn: () => {},
    pause: nothing,
  };
}
