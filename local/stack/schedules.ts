import {
  SendMessageCommand,
  type SendMessageCommandInput,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { OnStackEvent } from './events';
import { nextFiring } from './schedule-expression';

/** A schedule as the template declares it. */
export interface ScheduleSpec {
  readonly name: string;
  readonly expression: string;
  readonly timeZone: string;
  /** The universal target's ARN. */
  readonly targetArn: string;
  /** The target's input, a JSON text with Scheduler's context attributes in it. */
  readonly input: string;
  readonly deadLetterQueueUrl: string | undefined;
}

/** Node's timers hold 24 days at most; a schedule further off is looked at again. */
const MAX_TIMER_MS = 86_400_000;

/** Sends what is due, by the wall clock and on demand. */
export class Schedules {
  private readonly since = new Date();
  private readonly specs: ScheduleSpec[] = [];
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly sqs: SQSClient,
    private readonly onEvent: OnStackEvent,
  ) {}

  add(spec: ScheduleSpec): void {
    if (!spec.targetArn.endsWith(':scheduler:::aws-sdk:sqs:sendMessage')) {
      throw new Error(`the local stack cannot run the schedule target ${spec.targetArn}`);
    }
    this.specs.push(spec);
    this.arm(spec, this.since);
  }

  get names(): readonly string[] {
    return this.specs.map(({ name }) => name);
  }

  /**
   * Fires a schedule now, as if its next time had come.
   *
   * @param times how often it is delivered: Scheduler, too, delivers at least once
   */
  async fireNext(name: string, times = 1): Promise<void> {
    const spec = this.specs.find((s) => s.name === name);
    if (spec === undefined) throw new Error(`there is no schedule ${name}`);
    const due = nextFiring(spec.expression, spec.timeZone, this.since, new Date());
    if (due === undefined) throw new Error(`schedule ${name} is never due again`);
    for (let i = 0; i < times; i++) await this.fire(spec, due);
  }

  stop(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
  }

  private arm(spec: ScheduleSpec, after: Date): void {
    const due = nextFiring(spec.expression, spec.timeZone, this.since, after);
    if (due === undefined) return;
    const wait = due.getTime() - Date.now();
    const timer =
      wait > MAX_TIMER_MS
        ? setTimeout(() => this.arm(spec, after), MAX_TIMER_MS)
        : setTimeout(
            () => {
              // Without a dead-letter queue, a firing that cannot be sent is lost: Scheduler's rule.
              void this.fire(spec, due).catch(() => undefined);
              this.arm(spec, due);
            },
            Math.max(0, wait),
          );
    this.timers.set(spec.name, timer);
  }

  private async fire(spec: ScheduleSpec, due: Date): Promise<void> {
    const scheduledTime = due.toISOString().replace('.000Z', 'Z');
    this.onEvent({ kind: 'scheduled', schedule: spec.name, scheduledTime });
    const text = spec.input.replaceAll('<aws.scheduler.scheduled-time>', scheduledTime);
    const input: SendMessageCommandInput = JSON.parse(text);
    try {
      await this.sqs.send(new SendMessageCommand(input));
    } catch (error) {
      if (spec.deadLetterQueueUrl === undefined) throw error;
      const QueueUrl = spec.deadLetterQueueUrl;
      await this.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: text }));
    }
  }
}
