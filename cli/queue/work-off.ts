import type { DeadLetterQueue, TakenDeadLetter } from '../adapters/dead-letter-queue';
import { messageOf, troubleError } from '../exit';

/** What became of the dead letters that were asked for. */
export interface WorkedOff {
  readonly done: readonly string[];
  /** Asked for, and not in the queue: deleted, or sent back already. */
  readonly missing: readonly string[];
  /** Asked for, and left where they are, since they are not to be worked on. */
  readonly left: readonly string[];
}

/** Which dead letters are meant, and what is done with each. */
export interface Work {
  /** Of the commands; all when left out. */
  readonly ids: readonly string[] | undefined;
  /** Whether one that is meant may be worked on. @default - all may */
  readonly mayDo?: ((taken: TakenDeadLetter) => boolean) | undefined;
  readonly each: (taken: TakenDeadLetter) => Promise<void>;
}

/**
 * Does something with dead letters of the queue. A queue hands out what it likes, so what was not asked for is taken out too, and
 * put back at the end: before, it would be handed out again. In a long queue it is so all the same, once it is visible again.
 *
 * @throws CliError when one could not be worked on, which tells what was done before
 */
export async function workOff(queue: DeadLetterQueue, work: Work): Promise<WorkedOff> {
  const wanted = new Set(work.ids);
  const isWanted = (id: string) => work.ids === undefined || wanted.has(id);
  const done: string[] = [];
  const attempts = new Map<string, number>();
  // A retry that fails at once comes back as a dead letter of its own, which is not retried on and on.
  const isNewer = ({ id = '', attempts: after = 0 }: TakenDeadLetter) =>
    after > (attempts.get(id) ?? after);
  const seen = new Set<string>();
  const others = new Map<string, TakenDeadLetter>();
  try {
    for await (const one of takeAll(queue, seen, others)) {
      const { MessageId = '' } = one.message;
      if (seen.has(MessageId)) continue;
      seen.add(MessageId);
      if (!isWanted(nameOf(one)) || isNewer(one) || work.mayDo?.(one) === false) continue;
      await work.each(one).catch(explain(one, done));
      others.delete(MessageId);
      if (one.id !== undefined) attempts.set(one.id, one.attempts ?? 0);
      done.push(nameOf(one));
    }
  } finally {
    // What cannot be put back comes back by the queue's own time-out.
    for (const one of others.values()) await queue.putBack(one).catch(() => undefined);
  }
  const left = [...others.values()]
    .filter((one) => !isNewer(one))
    .map(nameOf)
    .filter(isWanted);
  const found = new Set([...done, ...left]);
  return { done, left, missing: [...wanted].filter((id) => !found.has(id)) };
}

/** Ends when the queue has no more, or has handed out again all that is only looked at. */
async function* takeAll(
  queue: DeadLetterQueue,
  seen: ReadonlySet<string>,
  others: Map<string, TakenDeadLetter>,
): AsyncIterable<TakenDeadLetter> {
  let again = 0;
  for (let taken = await queue.take(); taken.length > 0; taken = await queue.take()) {
    const isNew = taken.some(({ message: { MessageId = '' } }) => !seen.has(MessageId));
    // The last time that one was taken is what puts it back.
    for (const one of taken) others.set(one.message.MessageId ?? '', one);
    again = isNew ? 0 : again + taken.length;
    yield* taken;
    if (again > others.size) return;
  }
}

/** Its command's id, or SQS's where the runner has not made it. */
function nameOf({ id, message: { MessageId = '' } }: TakenDeadLetter): string {
  return id ?? MessageId;
}

function explain(one: TakenDeadLetter, done: readonly string[]) {
  return (error: unknown): never => {
    const before = done.length === 0 ? 'none' : done.join(', ');
    throw troubleError(
      `${nameOf(one)} was not done (${messageOf(error)}), of those before it: ${before}. Try again: none runs twice by that`,
      error,
    );
  };
}
