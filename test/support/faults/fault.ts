import { expect, it } from 'vitest';

/** One row of the table of faults, as the reporter prints it. */
export interface FaultRow {
  readonly number: number;
  readonly injected: string;
  readonly expected: string;
  /** What was measured, in words. */
  seen: string;
}

declare module 'vitest' {
  interface TaskMeta {
    fault?: FaultRow;
  }
}

/** Takes what was measured; said before it is judged, so that a failure shows it, too. */
export type Tell = (seen: string) => void;

/** A numbered fault as a test: what is injected, what must come of it, and what was seen. */
export function fault(
  number: number,
  injected: string,
  expected: string,
  check: (tell: Tell) => Promise<void>,
): void {
  it(`fault ${number}: ${injected}: ${expected}`, async ({ task }) => {
    const row: FaultRow = { number, injected, expected, seen: '' };
    task.meta.fault = row;
    await check((seen) => {
      row.seen = seen;
    });
    expect(row.seen, 'what was seen').not.toBe('');
  });
}
