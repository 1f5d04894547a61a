import type { DeadLetterQueue, TakenDeadLetter } from './adapters/dead-letter-queue';

/** What became of the dead letters that were asked for. */
export interface WorkedOff {
  readonly done: readonly string[];
  /** Asked for, and not in the queue: deleted, or sent back already. */
  readonly missing: readonly string[];
}

/**
 * Does something with dead letters of the queue. A queue hands out what it likes, so what was not asked for is taken out too, and
 * put back at the end: before, it would be handed out again.
 *
 * @param ids of the commands; all when left out
 */
export async function workOff(
  queue: DeadLetterQueue,
  ids: readonly string[] | undefined,
  work: (taken: TakenDeadLetter) => Promise<void>,
): Promise<WorkedOff> {
  const wanted = new Set(ids);
  const done = new Set<string>();
  const others: TakenDeadLetter[] = [];
  const isWanted = ({ id }: TakenDeadLetter) =>
    ids === undefined || (id !== undefined && wanted.has(id));
  try {
    for (let taken = await queue.take(); taken.length > 0; taken = await queue.take()) {
      others.push(...taken.filter((one) => !isWanted(one)));
      for (const one of taken.filter(isWanted)) {
        await work(one);
        done.add(one.id ?? '(without an id)');
      }
    }
  } finally {
    // Also those of an error are put back, by the queue's own time-out: nothing is lost.
    for (const one of others) await queue.putBack(one);
  }
  return { done: [...done], missing: [...wanted].filter((id) => !done.has(id)) };
}
