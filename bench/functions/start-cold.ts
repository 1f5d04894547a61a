import { MB } from '../measure/units';
import { FunctionProcess } from './function-process';
import type { FunctionSubject } from './subjects';

/** Events after the first one, the last of which counts as warm. */
const WARMING = 5;

/** What one cold start took, in milliseconds and MB. */
export interface ColdStart {
  readonly loadMs: number;
  readonly loadCpuMs: number;
  readonly loadedMb: number;
  readonly firstMs: number;
  readonly firstCpuMs: number;
  readonly firstMb: number;
  readonly warmMs: number;
}

/** Starts a process, and hands it its first events. */
export async function startCold(subject: FunctionSubject): Promise<ColdStart> {
  const child = await FunctionProcess.start(subject.start);
  try {
    const first = await handleOne(subject, child);
    let warm = first;
    for (let i = 0; i < WARMING; i++) warm = await handleOne(subject, child);
    return {
      loadMs: child.loaded.loadMs,
      loadCpuMs: child.loaded.loadCpuMs,
      loadedMb: child.loaded.rssBytes / MB,
      firstMs: first.ms,
      firstCpuMs: first.cpuMs,
      firstMb: first.rssBytes / MB,
      warmMs: warm.ms,
    };
  } finally {
    await child.stop();
  }
}

async function handleOne(subject: FunctionSubject, child: FunctionProcess) {
  const delivery = await subject.deliver();
  const handled = await child.invoke(delivery.event);
  await delivery.done();
  return handled;
}
