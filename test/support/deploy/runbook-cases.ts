import { expect } from 'vitest';
import { waitUntil } from '../../../local/wait';
import type { BlockCase } from './block-case';
import type { Features } from './features';
import { ORDERS } from './other-cases';
import {
  giveUpAt,
  holdEnvironment,
  putAside,
  queueName,
  queueUrl,
  recordOf,
  resourceNamed,
  send,
  sendFailing,
} from './preparations';

const WITHIN_MS = 60_000;

/** The queue of an event trigger's events, by its logical id. */
const STOPPED = /^QueueEventstoppedEvents[0-9A-F]{8}$/;

/** The cases of docs/runbook.md. */
export const RUNBOOK_CASES: readonly BlockCase[] = [
  {
    has: 'command.S, reason.S]',
    prepare: async (features) => ({ ID: await sendFailing(features) }),
    check: async (printed, _, { ID }) => {
      expect(printed).toMatch(new RegExp(`failed\t${ID}\tdags trigger nowhere .*not found`));
    },
  },
  {
    has: '"environment MyEnvironment"',
    prepare: async (features) => ({ ID: await holdEnvironment(features) }),
    check: async (printed) => {
      expect(printed).toMatch(/^held\t\S+\t.*CreateCliToken/);
      expect(printed).toContain('"AVAILABLE"');
    },
  },
  {
    has: 'aws pipes describe-pipe',
    prepare: async (features) => ({ PIPE: await resourceNamed(features, /OutcomeEventsPipe/) }),
    check: async (printed, _, { PIPE }) => {
      expect(printed).toContain(`AWS::Pipes::Pipe\t${PIPE}`);
      expect(printed).toContain('"RUNNING"');
    },
  },
  {
    has: '--query Item.event.M',
    prepare: async (features) => {
      await send(features, { trigger: { dagId: 'my_dag' } }, 'orders-2026-11-22');
      await recordOf(features, 'orders-2026-11-22');
      return {};
    },
    check: async (printed) => expect(printed).toContain('"detailType"'),
  },
  {
    has: '--since 4h',
    prepare: (features) => deadEvent(features, ORDERS, 'UploadDeadLetterQueueUrl'),
    check: async (printed) => expect(printed).toContain('given back'),
  },
  {
    has: '--since 7h',
    prepare: (features) => deadEvent(features, STOPPED, 'EventDeadLetterQueueUrl'),
    check: async (printed) => expect(printed).toContain('is not queued'),
  },
  {
    has: 'map_values(.StringValue)',
    prepare: (features) => putAside(features, 'UndeliveredEventQueueUrl', STOPPED),
    check: async (printed) => expect(printed).toContain('"ERROR_CODE": "NO_PERMISSIONS"'),
  },
  {
    has: 'while aws sqs receive-message',
    prepare: (features) => putAside(features, 'UndeliveredEventQueueUrl', STOPPED),
    check: async (_, { airflow }, { MACHINE }) => {
      const isThere = async () =>
        (await airflow.dagRuns('clean_up')).some(({ conf }) => Object(conf).machine === MACHINE);
      await waitUntil(`clean_up ran for ${MACHINE}`, isThere, WITHIN_MS);
    },
  },
  {
    has: '"$NAME"',
    prepare: async (features) => ({ NAME: await queueName(features, ORDERS) }),
    check: async (printed) => expect(printed).toContain('"Enabled"'),
  },
  {
    has: '.MessageAttributes, .Body',
    prepare: (features) => putAside(features, 'ScheduleDeadLetterQueueUrl', STOPPED),
    check: async (printed) => expect(printed).toContain('"NO_PERMISSIONS"'),
  },
  {
    has: 'file://attributes.json',
    prepare: async (features) => {
      await sendFailing(features);
      return { RAN: String(timesRun(features)) };
    },
    check: async (printed, features, { RAN }) => {
      expect(printed).toContain('"outcome":"failed"');
      const hasRun = async () => timesRun(features) === Number(RAN) + 1;
      await waitUntil('the command of the dead letter has run again', hasRun, WITHIN_MS);
    },
  },
];

async function deadEvent(features: Features, queue: RegExp, deadLetters: string) {
  await giveUpAt(features, await queueUrl(features, queue), features.output(deadLetters));
  return {};
}

/** How often the command that fails was run. */
function timesRun({ account }: Features): number {
  return account.ran.filter(({ commandText }) => commandText.includes('nowhere')).length;
}
