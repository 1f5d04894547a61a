import { randomUUID } from 'node:crypto';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { InternalError } from '../../lambda/contract/errors';
import type { Fault, ToldCall } from '../../local/calls';
import type { EnvironmentOutputs, LocalRun } from '../../local/run';
import { toBusEvent } from '../../local/stack/bus-event';
import { busArn } from '../../local/stack/event-buses';

/** What is deployed for the picture: one trigger of each kind, and an alarm that a minute's work sets off. */
export const ENVIRONMENT = {
  name: 'MyEnvironment',
  allowedCommands: ['dags trigger', 'variables delete', 'version'],
  maxDrainMinutes: 1,
  uploads: [
    { name: 'orders', prefix: 'orders/', dagId: 'ingest_orders' },
    { name: 'sales', prefix: 'sales/', dagId: 'load_sales', batch: { windowSeconds: 3 } },
  ],
  schedules: [{ name: 'nightly', expression: 'rate(1 day)', command: 'dags trigger nightly' }],
  events: [{ name: 'repair', pattern: { source: ['aws.states'] }, trigger: { dagId: 'repair' } }],
};

/** When the web server is away, in seconds of the run. */
const AWAY = { from: 34, to: 46 };

/** The web server is away for a while, and the answer to what may not be repeated is lost. */
export function troubleAt(seconds: number, call: ToldCall): Fault | undefined {
  if (call.service !== 'web-server' || call.phase === 'after') return undefined;
  if (seconds >= AWAY.from && seconds < AWAY.to) return { status: 503, body: 'Unavailable' };
  return String(call.input).startsWith('variables delete') ? { after: 'reset' } : undefined;
}

/** What is done to a run, and at which second of it. */
interface Step {
  readonly second: number;
  readonly act: (to: Sender) => Promise<unknown>;
}

export const STEPS: readonly Step[] = [
  { second: 0, act: (to) => to.fire() },
  ...many(8, (i) => ({ second: 1 + i, act: (to: Sender) => to.upload(`orders/${i}.csv`) })),
  { second: 2, act: (to) => to.trigger('no_such_dag', 'typo', 2) },
  { second: 6, act: (to) => to.command('version', 3) },
  ...many(20, (i) => ({ second: 12, act: (to: Sender) => to.upload(`sales/${i}.json`) })),
  ...many(45, (i) => ({
    second: 14,
    act: (to: Sender) => to.trigger('ingest_orders', `burst-${i}`),
  })),
  { second: 20, act: (to) => to.event() },
  ...many(6, (i) => ({
    second: 22,
    act: (to: Sender) => to.trigger('ingest_orders', `burst-${i}`),
  })),
  { second: 50, act: (to) => to.trigger('no_such_dag', 'missing', 2) },
  { second: 50, act: (to) => to.command('version --no-such-flag', 3) },
  { second: 50, act: (to) => to.sameDate(4) },
  { second: 50, act: (to) => to.command('connections list', 2) },
  { second: 50, act: (to) => to.command('variables delete mode') },
  ...many(12, (i) => ({ second: 58 + i, act: (to: Sender) => to.upload(`orders/late-${i}.csv`) })),
];

/** Whoever sends commands, or has them sent. */
export class Sender {
  private readonly outputs: EnvironmentOutputs;

  constructor(private readonly run: LocalRun) {
    const [outputs] = run.environments;
    if (outputs === undefined) throw new InternalError('the stack has no environment');
    this.outputs = outputs;
  }

  async fire(): Promise<void> {
    const { schedules } = this.run.stack;
    for (const name of schedules.names) await schedules.fireNext(name);
  }

  async upload(Key: string): Promise<void> {
    const { UploadBucket: Bucket } = this.outputs;
    await this.run.stack.s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  }

  async event(): Promise<void> {
    const event = toBusEvent('aws.states', 'Execution Status Change', { status: 'FAILED' });
    this.run.stack.buses.put(busArn('default'), event);
  }

  async command(text: string, times = 1): Promise<void> {
    for (let i = 0; i < times; i++) await this.send(text);
  }

  async trigger(dagId: string, id: string, times = 1): Promise<void> {
    for (let i = 0; i < times; i++) {
      await this.send(JSON.stringify({ trigger: { dagId }, id: times === 1 ? id : `${id}-${i}` }));
    }
  }

  /** Of runs with one logical date, only the first is new. */
  async sameDate(times: number): Promise<void> {
    const logicalDate = '2026-11-22T00:00:00Z';
    const trigger = { dagId: 'ingest_orders', logicalDate };
    for (let i = 0; i < times; i++) await this.send(JSON.stringify({ trigger, id: `day-${i}` }));
  }

  private async send(MessageBody: string): Promise<void> {
    await this.run.stack.sqs.send(
      new SendMessageCommand({
        QueueUrl: this.outputs.QueueUrl,
        MessageBody,
        MessageGroupId: this.outputs.EnvironmentName,
        MessageDeduplicationId: randomUUID(),
      }),
    );
  }
}

function many(count: number, make: (i: number) => Step): readonly Step[] {
  return Array.from({ length: count }, (_, i) => make(i));
}
