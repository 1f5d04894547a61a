import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Answer, Fault, Loss } from '../testing/types';

export type { Answer, Fault, Loss };

/** One call that a function makes over the wire. */
export interface Call {
  readonly service: 'dynamodb' | 'mwaa' | 's3' | 'sqs' | 'web-server';
  /** For example `PutItem` or `CreateCliToken`; the HTTP method where the protocol has no operations. */
  readonly operation: string;
  /** The body, parsed when it is JSON: of `web-server` the command, of `s3` the path instead. */
  readonly input: unknown;
  /** The MWAA environment that is called. */
  readonly environment?: string | undefined;
}

/** A call before the server acts, or after it has acted and before its answer leaves. */
export interface ToldCall extends Call {
  readonly phase: 'before' | 'after';
}

// biome-ignore lint/suspicious/noConfusingVoidType: a hook that only watches returns nothing
type HookResult = Fault | undefined | void;

/**
 * Told of every call that a function makes; each phase waits until the hook is done. Before the server
 * acts the hook may return a fault; what it returns afterwards makes no difference. A function that
 * the hook kills has made its call: for one that dies before, return `reset` as well.
 */
export type OnCall = (call: ToldCall) => HookResult | Promise<HookResult>;

/** Lets the hook into one call: before `act`, and after it. */
export async function exchange(
  onCall: OnCall | undefined,
  call: Call,
  act: () => Promise<Answer>,
): Promise<Answer | Loss> {
  const fault = await tell(onCall, { ...call, phase: 'before' });
  if (isInstead(fault)) return fault;
  const answer = await act();
  await tell(onCall, { ...call, phase: 'after' });
  return fault?.after ?? answer;
}

/** Tells the hook of one phase. */
export async function tell(onCall: OnCall | undefined, call: ToldCall): Promise<Fault | undefined> {
  try {
    return (await onCall?.(call)) ?? undefined;
  } catch (error) {
    // To the function it would be one more failed call: it must fail the test that has the hook.
    void Promise.reject(error);
    return undefined;
  }
}

/** Whether the server does not act at all. */
export function isInstead(fault: Fault | undefined): fault is Answer | Loss {
  return fault !== undefined && (typeof fault === 'string' || !('after' in fault));
}

/** Sends what became of an answer. */
export function deliver(response: ServerResponse, answer: Answer | Loss): void {
  if (answer === 'hang') return; // the client, or the server's end, closes the connection
  if (answer === 'reset') response.socket?.destroy();
  else response.writeHead(answer.status, { ...answer.headers }).end(answer.body);
}

/** A request's whole body; nothing when its client, such as a function that was killed, is gone. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  try {
    return await text(request);
  } catch {
    return undefined;
  }
}
