import { randomUUID } from 'node:crypto';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { InternalError } from '../../lambda/contract/errors';
import type { Fault, ToldCall } from '../../local/calls';
import type { LocalRun } from '../../local/run';
import { waitUntil } from '../../local/wait';

/** What is deployed for the pictures. */
export const ENVIRONMENT = {
  name: 'MyEnvironment',
  airflowVersion: '3.3.1',
  allowedCommands: ['dags trigger', 'dags list-runs', 'variables delete', 'version'],
  uploads: [{ name: 'orders', prefix: 'orders/', dagId: 'ingest_orders' }],
};

/** A machine that has much else to do is slow at it. */
const PATIENCE_MS = 300_000;

/** The answer to what may not be repeated is lost. */
export function troubleAt(call: ToldCall): Fault | undefined {
  if (call.service !== 'web-server' || call.phase === 'after') return undefined;
  return String(call.input).startsWith('variables delete') ? { after: 'reset' } : undefined;
}

/** What a day leaves: commands that ran, and one dead letter of each outcome. */
export async function passTheDay(run: LocalRun): Promise<void> {
  for (let i = 0; i < 6; i++) await trigger(run, 'ingest_orders', `orders-2026-11-26-${i}`);
  await trigger(run, 'ingest_order', 'orders-2026-11-26-typo');
  await send(run, JSON.stringify({ id: 'nightly-cleanup', command: 'variables delete stale' }));
  await send(run, JSON.stringify({ command: 'connections list --conn-id orders_database' }));
  const { stack, environments } = run;
  await waitUntil(
    'the commands have run',
    async () => {
      const states = await Promise.all(environments.map((one) => stack.queueState(one.QueueUrl)));
      return states.every(({ messages }) => messages === 0);
    },
    PATIENCE_MS,
  );
}

/** Commands that keep the environment busy for some seconds. */
export async function makeBusy(run: LocalRun, count: number): Promise<void> {
  for (let i = 0; i < count; i++) await trigger(run, 'ingest_orders', randomUUID());
}

function trigger(run: LocalRun, dagId: string, id: string): Promise<void> {
  return send(run, JSON.stringify({ trigger: { dagId }, id }));
}

async function send({ stack, environments }: LocalRun, MessageBody: string): Promise<void> {
  const [outputs] = environments;
  if (outputs === undefined) throw new InternalError('the stack has no environment');
  await stack.sqs.send(
    new SendMessageCommand({
      QueueUrl: outputs.QueueUrl,
      MessageBody,
      MessageGroupId: outputs.EnvironmentName,
      MessageDeduplicationId: randomUUID(),
    }),
  );
}
