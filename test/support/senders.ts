import type { DeadLetter } from '../../lambda/contract/dead-letter';
import type { Delivery } from '../../lambda/runner/ports';
import { deliveryOf } from './deliveries';
import { fakeAirflow, type Reply } from './fake-airflow';
import { fakeRunner } from './runner';

/** May send `tasks clear` and `variables set`. */
export const OWNER = 'AROAOWNER:nightly';
/** May send `dags trigger`. */
export const TRIGGER = 'AROATRIGGER:function';
/** May send all that is allowed. */
export const ADMIN = 'AIDAADMIN';
/** May send nothing, as SQS itself and the runner. */
export const NOBODY = 'AROARUNNER:runner';

const SENDERS = [
  { ids: ['AROAOWNER'], verbs: ['tasks clear', 'variables set'] },
  { ids: ['AROATRIGGER'], verbs: ['dags trigger'] },
  { ids: ['AIDAADMIN'] },
];

/** What a test changes in a dead letter that it sends back. */
interface Forgery {
  readonly body?: string;
  readonly deadLetter?: Partial<DeadLetter>;
}

/** A runner that tells senders apart, and what people send it. */
export function runnerWithSenders(...replies: readonly Reply[]) {
  const runner = fakeRunner({ airflow: fakeAirflow(replies), senders: SENDERS });
  let messages = 0;
  const send = (senderId: string, body: string, changes: Partial<Delivery> = {}) => {
    messages++;
    return runner.handle(
      deliveryOf(body, { messageId: `message-${messages}`, senderId, ...changes }),
    );
  };
  return {
    ...runner,
    send,
    /** Sends the last dead letter back, as it is or with something changed. */
    sendBack(
      senderId: string,
      { body, deadLetter }: Forgery = {},
      changes: Partial<Delivery> = {},
    ) {
      const last = runner.queues.deadLetters.at(-1);
      if (last === undefined) throw new Error('there is no dead letter');
      const { id, attempts, proof } = { ...last.deadLetter, ...deadLetter };
      const returned = { id, attempts, proof, attribute: JSON.stringify({ id, attempts, proof }) };
      return send(senderId, body ?? last.body, { deadLetter: returned, ...changes });
    },
    /** What was run, in order. */
    ran: () => runner.airflow.requests.map(({ argv }) => argv.join(' ')),
    record: (id: string) => runner.records.table.get(id),
    lastReason: () => runner.queues.deadLetters.at(-1)?.deadLetter.reason,
  };
}
