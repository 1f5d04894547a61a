/** One deliberate fault: a piece of a source file, and what stands there instead. */
export interface Mutation {
  /** Below `lambda/`. */
  readonly file: string;
  readonly original: string;
  readonly mutated: string;
}

/**
 * Puts the fault into a file's source.
 *
 * @throws Error when what it replaces is not there once: it would pass for a fault that nobody noticed
 */
export function applyMutation(source: string, { file, original, mutated }: Mutation): string {
  if (source.split(original).length === 2) return source.replace(original, mutated);
  throw new Error(`${file} has ${JSON.stringify(original)} not exactly once`);
}
