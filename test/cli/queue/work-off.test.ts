import { describe, expect, it } from 'vitest';
import type { DeadLetterQueue, TakenDeadLetter } from '../../../cli/adapters/dead-letter-queue';
import { workOff } from '../../../cli/queue/work-off';

/** A queue whose dead letters become visible again after some takes, as in one that takes long to go through. */
function queueOf(ids: readonly string[], takesHidden = Number.POSITIVE_INFINITY) {
  let now = 0;
  const letters = new Map(ids.map((id) => [id, { hiddenUntil: 0 }]));
  const putBack: string[] = [];
  const queue: DeadLetterQueue = {
    async take() {
      now++;
      const visible = [...letters].filter(([, { hiddenUntil }]) => hiddenUntil <= now).slice(0, 10);
      for (const [, letter] of visible) letter.hiddenUntil = now + takesHidden;
      return visible.map(([id]) => taken(id, now));
    },
    async putBack({ id = '' }) {
      putBack.push(id);
    },
    async retry() {},
    async drop({ id = '' }) {
      letters.delete(id);
    },
  };
  return { queue, putBack, letters };
}

const taken = (id: string, now: number): TakenDeadLetter => ({
  ...{ id, attempts: 1, mayHaveRun: false },
  message: { MessageId: `message-${id}`, ReceiptHandle: `${id} ${now}` },
});

const many = Array.from({ length: 500 }, (_, i) => `id-${i}`);

describe('working off dead letters', () => {
  it('ends where all come again before the last was seen, and finds that one', async () => {
    const { queue, putBack } = queueOf(many, 60);

    const result = await workOff(queue, { ids: ['id-499'], each: (one) => queue.drop(one) });

    expect(result).toEqual({ done: ['id-499'], missing: [], left: [] });
    expect(putBack.toSorted()).toEqual(many.slice(0, -1).toSorted());
  });

  it('ends where they come again at once', async () => {
    const { queue, putBack } = queueOf(many.slice(0, 30), 1);
    const { missing } = await workOff(queue, { ids: ['none'], each: async () => {} });

    expect(missing).toEqual(['none']);
    expect(putBack.length).toBeGreaterThan(0);
  });

  it('does nothing twice with one that comes again, for it could not be deleted', async () => {
    const { queue } = queueOf(many.slice(0, 30), 2);
    const worked: string[] = [];
    const each = async ({ id = '' }: TakenDeadLetter) => {
      worked.push(id);
    };
    await workOff(queue, { ids: undefined, each });

    expect(worked).toEqual([...new Set(worked)]);
  });

  it('retries once what fails again at once', async () => {
    let next = 1;
    const back: number[] = [];
    const queue: DeadLetterQueue = {
      async take() {
        if (next > 3) return [];
        const attempts = next++;
        return [{ ...taken('a', 0), attempts, message: { MessageId: String(attempts) } }];
      },
      putBack: async ({ attempts = 0 }) => void back.push(attempts),
      retry: async () => {},
      drop: async () => {},
    };
    const worked: unknown[] = [];
    const each = async ({ attempts }: TakenDeadLetter) => void worked.push(attempts);

    expect(await workOff(queue, { ids: ['a'], each })).toEqual({
      done: ['a'],
      missing: [],
      left: [],
    });
    expect({ worked, back }).toEqual({ worked: [1], back: [2, 3] });
  });

  it('puts back what it took and tells what was done when one cannot be', async () => {
    const { queue, putBack } = queueOf(['a', 'b', 'c']);
    const each = async (one: TakenDeadLetter) => {
      if (one.id === 'b') throw new Error('no');
      await queue.drop(one);
    };

    await expect(workOff(queue, { ids: undefined, each })).rejects.toThrow(
      'b was not done (no), of those before it: a. Try again: none runs twice by that',
    );
    expect(putBack).toEqual(['b', 'c']);
  });

  it('leaves what may not be worked on, and says so', async () => {
    const { queue, letters } = queueOf(['a', 'b']);
    const mayDo = ({ id }: TakenDeadLetter) => id !== 'a';

    expect(
      await workOff(queue, { ids: ['a', 'b'], mayDo, each: (one) => queue.drop(one) }),
    ).toEqual({ done: ['b'], missing: [], left: ['a'] });
    expect([...letters.keys()]).toEqual(['a']);
  });
});
