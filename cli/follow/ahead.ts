import type { CommandsQueue, QueueCounts } from '../adapters/commands-queue';
import type { RecordReader } from '../adapters/records';
import { DEFAULT_SECONDS, secondsPerCommand } from '../queue/estimate';
import { duration } from '../terminal/format';

/** The least time between two questions to the queue, in milliseconds: what it answers is seconds old anyway. */
const PAUSE_MS = 1000;

/** So many answers in a row that the queue is empty tell that a message is no longer in it: SQS counts about, and late. */
const EMPTY_ANSWERS = 10;

export interface AheadContext {
  readonly environmentName: string;
  readonly records: Pick<RecordReader, 'history'>;
  readonly queue: Pick<CommandsQueue, 'counts'>;
}

/** What is before a message in its queue. It is only told: nobody waits for it, and who may not look it up can still follow. */
export class Ahead {
  private counts: QueueCounts | undefined;
  private each: number | undefined;
  private emptyAnswers = 0;
  private askedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly context: AheadContext) {}

  /** Asks again, where the last answer is old enough. @param now in milliseconds */
  ask(now: number): void {
    if (now - this.askedAt < PAUSE_MS) return;
    this.askedAt = now;
    void this.count();
    if (this.each === undefined) void this.estimate();
  }

  /** Whether the queue was empty for so long that it has no such message. */
  get isEmpty(): boolean {
    return this.emptyAnswers >= EMPTY_ANSWERS;
  }

  describe(): string {
    const { waiting, inFlight } = this.counts ?? { waiting: 0, inFlight: 0 };
    const before = waiting + inFlight - 1;
    if (before < 1) return 'sent …';
    return `waiting: about ${before} before it, ${duration(before * (this.each ?? DEFAULT_SECONDS))} …`;
  }

  private async count(): Promise<void> {
    const counts = await this.context.queue.counts().catch(() => undefined);
    this.counts = counts;
    this.emptyAnswers = counts?.waiting === 0 && counts.inFlight === 0 ? this.emptyAnswers + 1 : 0;
  }

  private async estimate(): Promise<void> {
    this.each = DEFAULT_SECONDS;
    const { records, environmentName } = this.context;
    this.each = await secondsPerCommand(records, environmentName).catch(() => DEFAULT_SECONDS);
  }
}
