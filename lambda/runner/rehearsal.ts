import { parseVersion } from '../contract/airflow-version';
import { TRIGGER_VERB } from '../contract/verbs';
import { handleDelivery, type RunnerContext } from './handle-delivery';
import type { Delivery } from './ports';
import { reportSkipTo, reportTo } from './report/report';

/** What the deployment chose that has a way of its own through the code, and nothing that reaches anything. */
type Settings = Pick<
  RunnerContext,
  'environmentName' | 'recordsRetentionDays' | 'commandTimeoutMs' | 'via'
>;

/** Time enough for any command time-out, in milliseconds. */
const INVOCATION_MS = 15 * 60_000;

/** Of all that it needs a name for. */
const NAME = 'rehearsal';

const nothing = async () => undefined;

/**
 * Plays one trigger through, in a world where nothing happens. V8 compiles a function with its first call: without this
 * the first command would pay for that, when Lambda gives it a fraction of the processor that it has now.
 */
export async function rehearse(settings: Settings): Promise<void> {
  await handleDelivery(delivery(settings), contextOf(settings), Date.now() + INVOCATION_MS);
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

function contextOf(settings: Settings): RunnerContext {
  const silent = { info: () => {}, warn: () => {} };
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
        answer: { stdout: '{}', stderr: '' },
        durations: { mintMs: 0, cliMs: 0 },
      }),
    },
    rest: { call: async () => ({ status: 200, body: { dag_id: NAME, dag_run_id: NAME } }) },
    report: reportTo(silent),
    skipped: reportSkipTo(silent, settings.environmentName),
    warn: () => {},
    pause: nothing,
  };
}
