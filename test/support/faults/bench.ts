import { randomUUID } from 'node:crypto';
import {
  PurgeQueueCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { advanceClock } from '../../../local/clock';
import { drainVirtually, whenIdle } from '../../../local/drain';
import { ENVIRONMENT } from './deployment';
import { FaultyStack, type Output } from './faulty-stack';
import { peek, type QueuedMessage } from './queue-peek';
import { RecordsTable } from './records-table';

/** How a message is sent. */
export interface SendOptions {
  readonly group?: string;
  readonly deduplicationId?: string;
  readonly attributes?: SendMessageCommandInput['MessageAttributes'];
  /** Who sends. @default - the user that the stack's own client is */
  readonly sqs?: SQSClient;
}

/** How long SQS remembers a deduplication id. */
const DEDUPLICATION_MS = 300_000;

/** What a test does with its stack: sends, lets time pass, and looks. */
export class Bench extends FaultyStack {
  get records(): RecordsTable {
    return new RecordsTable(this.run.stack.dynamodb, this.output('RecordsTableName'));
  }

  /** Forgets all that was: a test begins with empty queues, no records, and no function started. */
  async clear(): Promise<void> {
    this.onCall = () => undefined;
    const { stack, standIn } = this.run;
    await this.restart();
    const [outputs = {}] = stack.outputs.values();
    const named = Object.entries(outputs).flatMap(([name, url]) =>
      name.endsWith('QueueUrl') ? [url] : [],
    );
    for (const QueueUrl of new Set([...named, ...stack.mappedQueues])) {
      await stack.sqs.send(new PurgeQueueCommand({ QueueUrl }));
    }
    await this.records.clear();
    await advanceClock(DEDUPLICATION_MS);
    this.airflow.replace();
    for (const environment of standIn.environments.values()) environment.mostAtOnce = 0;
    for (const list of [this.calls, this.ran, this.requests, this.events]) list.splice(0);
  }

  /** @returns the message's id */
  async send(body: string | object, options: SendOptions = {}): Promise<string> {
    const { group = ENVIRONMENT, deduplicationId = randomUUID(), attributes } = options;
    const { sqs = this.run.stack.sqs } = options;
    const { MessageId = '' } = await sqs.send(
      new SendMessageCommand({
        QueueUrl: this.output('QueueUrl'),
        MessageBody: typeof body === 'string' ? body : JSON.stringify(body),
        MessageGroupId: group,
        MessageDeduplicationId: deduplicationId,
        MessageAttributes: attributes,
      }),
    );
    return MessageId;
  }

  /** The queue that the events of uploads come through. */
  get uploadsQueueUrl(): string {
    const [url, ...more] = this.run.stack.mappedQueues.filter((u) => u !== this.output('QueueUrl'));
    if (url !== undefined && more.length === 0) return url;
    throw new Error('the stack has no upload trigger, or more than one source of commands');
  }

  /** Tells the upload trigger of something, as S3 does. */
  async notify(...bodies: readonly (string | object)[]): Promise<void> {
    for (const body of bodies) {
      await this.run.stack.sqs.send(
        new SendMessageCommand({
          QueueUrl: this.uploadsQueueUrl,
          MessageBody: typeof body === 'string' ? body : JSON.stringify(body),
        }),
      );
    }
  }

  /** Lets everything come to its end, in no real time. */
  async drain(): Promise<void> {
    await drainVirtually(this.run);
  }

  /** Lets be dealt with what is due, and no time pass. @returns how many seconds off the next is */
  async settle(): Promise<number> {
    const states = await whenIdle(this.run);
    const times = states.flatMap(({ nextVisibleAt }) => nextVisibleAt ?? []);
    return times.length === 0 ? 0 : Math.max(0, Math.min(...times) - Date.now()) / 1000;
  }

  /** Lets time pass until something is due, and that be dealt with. @returns those seconds */
  async step(): Promise<number> {
    const wait = await this.settle();
    await advanceClock(wait * 1000);
    await this.settle();
    return wait;
  }

  /** Sends commands, one after the other, and lets them come to their end. */
  async runAll(...bodies: readonly (string | object)[]): Promise<void> {
    for (const body of bodies) await this.send(body);
    await this.drain();
  }

  messagesIn(queue: Output): Promise<readonly QueuedMessage[]> {
    return peek(this.run.stack.endpoint, this.output(queue));
  }
}
