import type { Check } from '../../local/demo/checks';
import { type DemoOptions, runDemo } from '../../local/demo/demo';

export interface DemoRun {
  readonly checks: readonly Check[];
  /** All that the demo printed. */
  readonly printed: string;
}

/** Runs the demo to its end, everything stopped, and gives what it found. */
export async function demo(
  options: Partial<Pick<DemoOptions, 'airflow' | 'stacks'>> = {},
): Promise<DemoRun> {
  const lines: string[] = [];
  const stops: (() => Promise<void>)[] = [];
  try {
    const checks = await runDemo({
      airflow: undefined,
      ...options,
      write: (line) => lines.push(line),
      signal: new AbortController().signal,
      atEnd: (stop) => stops.unshift(stop),
    });
    return { checks, printed: lines.join('\n') };
  } finally {
    for (const stop of stops) await stop();
  }
}

/** The promises that were not kept. */
export function broken(checks: readonly Check[]): readonly string[] {
  return checks.filter(({ kept }) => !kept).map(({ promise, seen }) => `${promise}: ${seen}`);
}
