import { createHash } from 'node:crypto';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { InternalError } from '../../lambda/contract/errors';
import { advanceClock } from '../clock';
import type { OnStackEvent } from './events';
import { nextFiring, type Timing } from './schedule-expression';
import { checkTarget, type ScheduleTarget, sendFiring } from './schedule-target';

/** A schedule as the template declares it. */
export interface ScheduleSpec extends Omit<Timing, 'since'>, ScheduleTarget {
  readonly name: string;
  /** A paused one never fires. */
  readonly paused: boolean;
  /** How long after its time a firing may be sent. */
  readonly windowMs: number;
}

/** A schedule at work. */
interface Entry {
  readonly spec: ScheduleSpec;
  next: Firing | undefined;
  timer: NodeJS.Timeout | undefined;
}

interface Firing {
  readonly due: Date;
  /** When it is sent: at its time, or later within the schedule's window. */
  readonly sentAt: number;
}

/** Node's timers hold 24 days at most; a schedule further off is looked at again. */
const MAX_TIMER_MS = 86_400_000;

/**
 * Sends what is due: by the wall clock, on demand, or through a span of time on the virtual clock. A rate
 * without a start counts from here; the firing that it begins with on AWS is left out.
 */
export class Schedules {
  private readonly since = new Date(Math.floor(Date.now() / 1000) * 1000);
  private readonly entries: Entry[] = [];

  constructor(
    private readonly sqs: SQSClient,
    private readonly onEvent: OnStackEvent,
  ) {}

  add(spec: ScheduleSpec): void {
    checkTarget(spec);
    const next = this.firingAfter(spec, this.since);
    const entry: Entry = { spec, next: spec.paused ? undefined : next, timer: undefined };
    this.entries.push(entry);
    this.arm(entry);
  }

  get names(): readonly string[] {
    return this.entries.map(({ spec }) => spec.name);
  }

  /**
   * Fires a schedule now, as if its next time had come.
   *
   * @param times how often it is delivered: Scheduler, too, delivers at least once
   */
  async fireNext(name: string, times = 1): Promise<void> {
    const spec = this.specNamed(name);
    if (spec.paused) throw new InternalError(`schedule ${name} is paused`);
    const next = this.firingAfter(spec, new Date());
    if (next === undefined) throw new InternalError(`schedule ${name} is never due again`);
    for (let i = 0; i < times; i++) await this.send(spec, next.due);
  }

  /** Delivers the firing of a certain time, as Scheduler does again when it is not sure that it has. */
  async deliver(name: string, due: Date): Promise<void> {
    await this.send(this.specNamed(name), due);
  }

  /**
   * Moves the virtual clock to a time, from firing to firing, and sends each one when it is due.
   *
   * @throws Error when the time has passed, or a firing without a dead-letter queue cannot be sent
   */
  async runUntil(end: Date): Promise<void> {
    if (end.getTime() < Date.now()) throw new InternalError(`${end.toISOString()} has passed`);
    this.stop(); // else a timer might send what is sent here
    try {
      for (let entry = this.first(end); entry?.next !== undefined; entry = this.first(end)) {
        const { spec, next } = entry;
        entry.next = this.firingAfter(spec, next.due);
        await passUntil(next.sentAt);
        await this.send(spec, next.due);
      }
      await passUntil(end.getTime());
    } finally {
      for (const entry of this.entries) this.arm(entry);
    }
  }

  stop(): void {
    for (const { timer } of this.entries) clearTimeout(timer);
  }

  private specNamed(name: string): ScheduleSpec {
    const entry = this.entries.find(({ spec }) => spec.name === name);
    if (entry === undefined) throw new InternalError(`there is no schedule ${name}`);
    return entry.spec;
  }

  private firingAfter(spec: ScheduleSpec, after: Date): Firing | undefined {
    const due = nextFiring({ ...spec, since: this.since }, after);
    return due && { due, sentAt: due.getTime() + delayOf(spec) };
  }

  /** Whose firing is to be sent next, by a certain time. */
  private first(end: Date): Entry | undefined {
    const sentAt = ({ next }: Entry) => next?.sentAt ?? Number.POSITIVE_INFINITY;
    const [first] = this.entries.toSorted((one, other) => sentAt(one) - sentAt(other));
    return first !== undefined && sentAt(first) <= end.getTime() ? first : undefined;
  }

  private arm(entry: Entry): void {
    const { spec, next } = entry;
    if (next === undefined) return;
    const wait = Math.max(0, next.sentAt - Date.now());
    entry.timer = setTimeout(
      () => {
        if (wait <= MAX_TIMER_MS) {
          // Without a dead-letter queue, a firing that cannot be sent is lost: Scheduler's rule.
          void this.send(spec, next.due).catch(() => undefined);
          entry.next = this.firingAfter(spec, next.due);
        }
        this.arm(entry);
      },
      Math.min(wait, MAX_TIMER_MS),
    );
  }

  private async send(spec: ScheduleSpec, due: Date): Promise<void> {
    const scheduledTime = due.toISOString().replace('.000Z', 'Z');
    this.onEvent({ kind: 'scheduled', schedule: spec.name, scheduledTime });
    await sendFiring(this.sqs, spec, scheduledTime);
  }
}

/** Of two firings at one time, the first has taken its while. */
async function passUntil(time: number): Promise<void> {
  await advanceClock(Math.max(0, time - Date.now()));
}

/** How Scheduler spreads firings in a window is its own affair; here, a schedule's are always as late. */
function delayOf({ name, windowMs }: ScheduleSpec): number {
  const share = createHash('sha256').update(name).digest().readUInt32BE() / 2 ** 32;
  return Math.floor(share * windowMs);
}
