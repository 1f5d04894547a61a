import * as fc from 'fast-check';

/** What happens to the upload trigger in one play. */
export interface Script {
  readonly windowSeconds: number;
  readonly maxFiles: number;
  /** Of each upload: its group, whether it is told of together with the one before, and whether a listing finds it too. */
  readonly uploads: readonly {
    readonly group: 'eu' | 'us';
    readonly sameMessage: boolean;
    readonly found: boolean;
  }[];
  /** Whether keys are so long that a manifest is needed. */
  readonly longKeys: boolean;
  /** Every decision of the world, one number each; when they are over, nothing goes wrong any more. */
  readonly tape: readonly number[];
}

export function scripts(): fc.Arbitrary<Script> {
  return fc.record({
    windowSeconds: fc.constantFrom(2, 5, 20, 1800),
    maxFiles: fc.integer({ min: 2, max: 6 }),
    uploads: fc.array(
      fc.record({
        group: fc.constantFrom('eu' as const, 'us' as const),
        sameMessage: fc.boolean(),
        found: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
      }),
      { minLength: 1, maxLength: 16 },
    ),
    longKeys: fc.boolean(),
    tape: fc.array(fc.nat(9999), { maxLength: 400, size: 'max' }),
  });
}

/** Draws decisions from a tape. */
export function tapeReader(tape: readonly number[]) {
  let at = 0;
  return {
    /** 0 to `choices - 1`; 0 when the tape is over. */
    draw: (choices: number): number => (tape[at++] ?? 0) % choices,
  };
}

export type Tape = ReturnType<typeof tapeReader>;
