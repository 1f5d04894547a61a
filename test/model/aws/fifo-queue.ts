/** What a sender gives SQS. */
export interface Sending {
  readonly body: string;
  readonly group: string;
  readonly dedupId: string;
  /** Known from who signs the request. */
  readonly senderId: string;
  /** The one attribute that matters here. */
  readonly attribute?: string | undefined;
}

/** A message that SQS has accepted. */
export interface Accepted extends Sending {
  readonly messageId: string;
  /** Its place in the order. */
  readonly sequence: number;
  readonly sentAt: number;
}

/** A message that SQS hands out. */
export interface Received extends Accepted {
  readonly receipt: string;
  readonly firstReceivedAt: number;
  readonly receiveCount: number;
}

interface Kept {
  readonly message: Accepted;
  received: Received | undefined;
  hiddenUntil: number;
}

const DEDUPLICATION_MS = 5 * 60_000;

/** SQS's own limit, after which it moves a message to the dead-letter queue by itself. */
const MAX_RECEIVES = 1000;

/** An SQS FIFO queue. */
export class FifoQueue {
  /** Every message that was ever accepted. */
  readonly accepted: Accepted[] = [];
  /** Those that SQS itself gave up. */
  readonly givenUp: Accepted[] = [];
  private readonly kept: Kept[] = [];
  private readonly sentBefore = new Map<
    string,
    { readonly at: number; readonly messageId: string }
  >();
  private receipts = 0;

  constructor(
    private readonly name: string,
    private readonly visibilityMs: number,
  ) {}

  /** @returns nothing when it is a duplicate, which SQS takes and drops, deleted or not */
  send(sending: Sending): Accepted | undefined {
    const before = this.sentBefore.get(sending.dedupId);
    if (before !== undefined && Date.now() - before.at < DEDUPLICATION_MS) return undefined;
    const sequence = this.accepted.length + 1;
    const message = {
      ...sending,
      messageId: `${this.name}-${sequence}`,
      sequence,
      sentAt: Date.now(),
    };
    this.sentBefore.set(sending.dedupId, { at: Date.now(), messageId: message.messageId });
    this.accepted.push(message);
    this.kept.push({ message, received: undefined, hiddenUntil: 0 });
    return message;
  }

  /** Hands out what comes first in groups of which nothing is in flight. */
  receive(most: number): readonly Received[] {
    const blocked = new Set(this.kept.filter(isInFlight).map(({ message }) => message.group));
    const free = this.kept.filter(({ message }) => !blocked.has(message.group));
    return free.slice(0, most).flatMap((entry) => this.handOut(entry));
  }

  /** @throws Error when the message is no longer that receipt's */
  hide(receipt: string, seconds: number): void {
    this.hideEntry(this.inFlight(receipt), seconds * 1000);
  }

  /** @throws Error when the message is no longer that receipt's */
  delete(receipt: string): void {
    this.remove(this.inFlight(receipt).message);
  }

  remove({ messageId }: Accepted): void {
    const at = this.kept.findIndex(({ message }) => message.messageId === messageId);
    this.kept.splice(at, 1);
  }

  /** What is in the queue, hidden or not. */
  get messages(): readonly Accepted[] {
    return this.kept.map(({ message }) => message);
  }

  private handOut(entry: Kept): readonly Received[] {
    const receiveCount = (entry.received?.receiveCount ?? 0) + 1;
    if (receiveCount > MAX_RECEIVES) {
      this.givenUp.push(entry.message);
      this.remove(entry.message);
      return [];
    }
    this.receipts++;
    entry.received = {
      ...entry.message,
      receipt: `${entry.message.messageId} receipt ${this.receipts}`,
      firstReceivedAt: entry.received?.firstReceivedAt ?? Date.now(),
      receiveCount,
    };
    this.hideEntry(entry, this.visibilityMs);
    return [entry.received];
  }

  private inFlight(receipt: string): Kept {
    const entry = this.kept.find(({ received }) => received?.receipt === receipt);
    if (entry === undefined || !isInFlight(entry)) {
      throw new Error(`The receipt handle ${receipt} has expired`);
    }
    return entry;
  }

  private hideEntry(entry: Kept, ms: number): void {
    entry.hiddenUntil = Date.now() + ms;
    setTimeout(() => {}, ms); // The clock stops there, for the message can then be handed out.
  }
}

function isInFlight({ hiddenUntil }: Kept): boolean {
  return Date.now() < hiddenUntil;
}
