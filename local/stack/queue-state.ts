import { InternalError } from '../../lambda/contract/errors';
import type { Mapping } from './event-source-mapping';

/** How a queue stands. */
export interface QueueState {
  /** How many messages it has, visible or not. */
  readonly messages: number;
  /** Whether a message is to be received now, or whoever has received it is not done with it. */
  readonly busy: boolean;
  /** When the first of the hidden messages can be received, in milliseconds since the epoch. */
  readonly nextVisibleAt?: number | undefined;
}

/** What this machine's SQS says of a queue. */
interface Inspection {
  readonly messages: {
    readonly ready: readonly QueuedMessage[];
    readonly delayed: readonly (QueuedMessage & { readonly delayUntil: number })[];
    readonly inflight: readonly {
      readonly message: QueuedMessage;
      readonly receiptHandle: string;
      readonly visibilityDeadline: number;
    }[];
  };
}

interface QueuedMessage {
  readonly messageGroupId?: string;
  /** Milliseconds since the epoch. */
  readonly sentTimestamp: number;
}

/** What SQS's metrics tell of a queue. */
export interface QueueFigures {
  readonly visible: number;
  readonly inFlight: number;
  /** In seconds; none of an empty queue. */
  readonly oldestAge?: number | undefined;
}

/** What is used of an event source mapping. */
type Receiver = Pick<Mapping, 'done'> & { readonly polling: Pick<Mapping['polling'], 'state'> };

/**
 * Looks into a queue.
 *
 * @param endpoint of this machine's SQS
 * @param mappings all that receive from it
 */
export async function lookIntoQueue(
  endpoint: string,
  queueUrl: string,
  mappings: readonly Receiver[],
): Promise<QueueState> {
  // Before the look: what ends while it is taken still counts as going on.
  const isPolled = mappings.some(({ polling }) => polling.state !== 'Disabled');
  const done = new Set(mappings.flatMap((mapping) => [...mapping.done]));
  return stateOf(await inspect(endpoint, queueUrl), done, isPolled);
}

/**
 * Measures a queue as SQS does.
 *
 * @param endpoint of this machine's SQS
 */
export async function measureQueue(endpoint: string, queueUrl: string): Promise<QueueFigures> {
  const { ready, delayed, inflight } = (await inspect(endpoint, queueUrl)).messages;
  const now = Date.now();
  const hidden = inflight.filter(({ visibilityDeadline }) => visibilityDeadline > now);
  const waiting = delayed.filter(({ delayUntil }) => delayUntil > now);
  const all = [...ready, ...delayed, ...inflight.map(({ message }) => message)];
  const oldest = Math.min(...all.map(({ sentTimestamp }) => sentTimestamp));
  return {
    visible: all.length - hidden.length - waiting.length,
    inFlight: hidden.length,
    oldestAge: all.length === 0 ? undefined : (now - oldest) / 1000,
  };
}

async function inspect(endpoint: string, queueUrl: string): Promise<Inspection> {
  const answer = await fetch(`${endpoint}/_fauxqs/queues/${queueUrl.split('/').at(-1)}`);
  if (!answer.ok) throw new InternalError(`there is no queue ${queueUrl}`);
  return (await answer.json()) as Inspection;
}

function stateOf(
  { messages }: Inspection,
  done: ReadonlySet<string>,
  isPolled: boolean,
): QueueState {
  const { ready, delayed, inflight } = messages;
  const now = Date.now();
  const hidden = inflight.filter(({ visibilityDeadline }) => visibilityDeadline > now);
  const waiting = delayed.filter(({ delayUntil }) => delayUntil > now);
  const locked = new Set(hidden.map(({ message }) => message.messageGroupId));
  const canBeReceived =
    hidden.length < inflight.length ||
    waiting.length < delayed.length ||
    ready.some(({ messageGroupId: group }) => group === undefined || !locked.has(group));
  const times = [
    ...hidden.map(({ visibilityDeadline }) => visibilityDeadline),
    ...waiting.map(({ delayUntil }) => delayUntil),
  ];
  return {
    messages: ready.length + delayed.length + inflight.length,
    busy:
      (isPolled && canBeReceived) || hidden.some(({ receiptHandle }) => !done.has(receiptHandle)),
    nextVisibleAt: times.length === 0 ? undefined : Math.min(...times),
  };
}
