import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';

/** What a function's process is asked: to handle an event, to put its clock so far ahead, or what it uses. */
type Question =
  | {
      readonly event: unknown;
      /** Milliseconds since the epoch. */
      readonly deadline: number;
    }
  | { readonly clockAheadMs: number }
  | { readonly wants: 'usage' };

export type Request = Question & { readonly requestId: string };

/** What it answers. */
export interface Reply {
  readonly requestId: string;
  readonly result?: unknown;
  readonly error?: string;
}

/** What one process of a function uses. */
export interface ProcessUsage {
  readonly pid: number;
  /** How many events it was given, the one that it may be at included. */
  readonly invocations: number;
  /** The processor time that it has taken, in milliseconds. */
  readonly cpuMs: number;
  /** The memory of the whole process. */
  readonly rssBytes: number;
  /** What its JavaScript keeps. */
  readonly heapBytes: number;
  /** How many connections it has open, by the address that they go to. */
  readonly connections: Readonly<Record<string, number>>;
}

/** The handler threw; its process is well and handles the next invocation, as on Lambda. */
export class HandlerError extends Error {}

/**
 * Lets a function's process handle an event.
 *
 * @throws HandlerError, or an Error when the process ends or its time is over
 */
export async function invokeIn(
  child: ChildProcess,
  event: unknown,
  { name, timeoutSeconds }: { readonly name: string; readonly timeoutSeconds: number },
): Promise<unknown> {
  const deadline = Date.now() + timeoutSeconds * 1000;
  const reply = await ask(child, name, { event, deadline }, timeoutSeconds);
  if (reply.error !== undefined) throw new HandlerError(reply.error);
  return reply.result;
}

/** Sets a process's clock; one that has ended needs none. */
export async function moveClockIn(
  child: ChildProcess,
  name: string,
  clockAheadMs: number,
): Promise<void> {
  await ask(child, name, { clockAheadMs }).catch(() => undefined);
}

/** Asks a process what it uses. It may be in the middle of an event. */
export async function usageOf(child: ChildProcess, name: string): Promise<ProcessUsage> {
  return (await ask(child, name, { wants: 'usage' })).result as ProcessUsage;
}

function ask(
  child: ChildProcess,
  name: string,
  question: Question,
  timeoutSeconds?: number,
): Promise<Reply> {
  const requestId = randomUUID();
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
      child.off('error', onError);
      settle();
    };
    const onMessage = (message: unknown) => {
      const reply = message as Reply;
      if (reply.requestId === requestId) finish(() => resolve(reply));
    };
    const onExit = (code: number | null) =>
      finish(() => reject(new Error(`the process of ${name} ended (${code ?? 'killed'})`)));
    const onError = (error: Error | null) => {
      if (error !== null) finish(() => reject(error));
    };
    const timer =
      timeoutSeconds === undefined
        ? undefined
        : setTimeout(
            () => finish(() => reject(new Error(`timed out after ${timeoutSeconds} seconds`))),
            timeoutSeconds * 1000,
          );
    child.on('message', onMessage);
    child.once('exit', onExit);
    child.once('error', onError);
    // An idle process may have ended a moment ago: then sending fails.
    child.send({ ...question, requestId } satisfies Request, onError);
  });
}
