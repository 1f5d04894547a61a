import type { Measured } from './report/section';

/** What a part is given. */
export interface BenchContext {
  /** Tells people what is being done: it takes minutes. */
  readonly tell: (line: string) => void;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Takes what must be stopped if all ends early. */
  readonly atEnd: (stop: () => Promise<void>) => void;
}

/** One part of the benchmarks: a section of the document. */
export interface Part {
  /** As the command line and the picture's file name it. */
  readonly name: string;
  readonly heading: string;
  /** @returns nothing when this machine lacks what it takes, which has been told */
  measure(context: BenchContext): Promise<Measured | undefined>;
}

/** Does something with what must be stopped afterwards, however it ends, and at Ctrl-C. */
export async function whileRunning<Resource extends { stop(): Promise<void> }, Result>(
  resource: Resource,
  { atEnd }: Pick<BenchContext, 'atEnd'>,
  action: (resource: Resource) => Promise<Result>,
): Promise<Result> {
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= resource.stop();
    return stopping;
  };
  atEnd(stop);
  try {
    return await action(resource);
  } finally {
    await stop();
  }
}

/**
 * The parts that are asked for, in their own order.
 *
 * @param names none for all
 * @throws Error for a name that is none
 */
export function chooseParts(parts: readonly Part[], names: readonly string[]): readonly Part[] {
  const unknown = names.find((name) => parts.every((part) => part.name !== name));
  if (unknown !== undefined) {
    const known = parts.map(({ name }) => name).join(', ');
    throw new Error(
      `there is no part ${JSON.stringify(unknown)}: give some of ${known}, or none for all`,
    );
  }
  return names.length === 0 ? parts : parts.filter(({ name }) => names.includes(name));
}
