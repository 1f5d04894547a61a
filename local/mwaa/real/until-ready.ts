import { setTimeout as delay } from 'node:timers/promises';
import type { Supervisor } from './supervisor';

const POLL_MS = 250;
const READY_WITHIN_MS = 180_000;

export interface Awaited {
  /** For the error, for example `Airflow 2.11.2`. */
  readonly what: string;
  readonly isReady: () => Promise<boolean>;
  readonly supervisor: Supervisor;
  /** Where to look when it does not come. */
  readonly logs: string;
  /** Gives up. */
  readonly signal: AbortSignal | undefined;
}

/** Waits until what was started is ready; throws as soon as one of its processes has ended. */
export async function untilReady(awaited: Awaited): Promise<void> {
  const { what, isReady, supervisor, logs, signal } = awaited;
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await isReady())) {
    supervisor.check();
    if (Date.now() > deadline) {
      throw new Error(`${what} was not ready in ${READY_WITHIN_MS / 1000} s: see ${logs}`);
    }
    await delay(POLL_MS, undefined, signal === undefined ? {} : { signal });
  }
}
