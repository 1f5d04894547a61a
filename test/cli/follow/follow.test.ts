import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type FollowContext, follow, pauseAfter } from '../../../cli/follow/follow';
import { prepareMessage } from '../../../cli/input/request';
import type { CommandRecord } from '../../../lambda/contract/record';
import { endedRecord, runningRecord } from '../../support/command-records';
import { useStoppedClock } from '../../support/stopped-clock';

/** Where the looks go, whose time is only told. */
function lookUntil(endMs: number): { readonly looks: number; readonly lateMs: number } {
  let now = 0;
  let looks = 1;
  for (; now < endMs; looks++) now += pauseAfter(now);
  return { looks, lateMs: now - endMs };
}

describe('the pauses between looks', () => {
  it('are at most 50 ms, or a fiftieth of what was waited, and never more than two seconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_600_000 }), (endMs) => {
        expect(lookUntil(endMs).lateMs).toBeLessThanOrEqual(
          Math.min(2000, Math.max(50, endMs / 50)),
        );
      }),
    );
  });

  it.each([
    [1000, 21],
    [6000, 100],
    [600_000, 500],
    [3_600_000, 2000],
  ])('make few looks in %i ms: at most %i', (waitedMs, most) => {
    expect(lookUntil(waitedMs).looks).toBeLessThanOrEqual(most);
  });
});

const START = Date.UTC(2026, 10, 26);
const sent = {
  ...prepareMessage({ id: 'mine', ...{ command: 'version' } }),
  messageId: 'message-9',
};
const { fingerprint } = sent.command;

const OWN_END = endedRecord({ id: 'mine', fingerprint, messageId: 'message-9' });
const endingAfter = (ms: number) => (id: string, now: number) =>
  id === 'mine' && now >= ms ? OWN_END : undefined;

/** Follows a message where time passes at once, for ten minutes at most. */
async function run(
  find: (id: string, now: number) => CommandRecord | undefined,
  { isWatched = false, waiting = 0 } = {},
) {
  const progress: string[] = [];
  let counted = 0;
  const context: FollowContext = {
    environmentName: 'MyEnvironment',
    records: {
      find: async (id) => find(id, Date.now() - START),
      history: async function* () {},
    },
    queue: {
      async counts() {
        counted++;
        return { waiting, inFlight: 0 };
      },
    },
    terminal: { isWatched, progress: (line) => progress.push(line) },
    async pause(ms) {
      // What was asked meanwhile is answered by then.
      await new Promise(setImmediate);
      vi.setSystemTime(Date.now() + ms);
    },
  };
  const ended = await follow(sent, context, START + 600_000);
  return { ended, progress, counted, waitedMs: Date.now() - START };
}

describe('following a message', () => {
  useStoppedClock(START);

  it('ends soon after its command has, and asks the queue nothing where nobody sees it', async () => {
    const { waitedMs, ...rest } = await run(endingAfter(6000));

    expect(rest).toMatchObject({ ended: OWN_END, counted: 0 });
    expect(waitedMs).toBeLessThan(6300);
  });

  it('gives up in time', async () => {
    expect(await run(() => undefined)).toMatchObject({ ended: undefined, waitedMs: 600_000 });
  });

  it('asks the queue at most once a second for who watches', async () => {
    const { counted, progress } = await run(endingAfter(10_000), { isWatched: true, waiting: 4 });

    expect(counted).toBeGreaterThan(5);
    expect(counted).toBeLessThanOrEqual(11);
    expect(progress.at(-1)).toBe('waiting: about 3 before it, 18 s …');
  });

  it('asks it no more once the command runs', async () => {
    const running = runningRecord({ id: 'mine', fingerprint, messageId: 'message-9' });
    const { counted, progress } = await run(() => running, { isWatched: true });

    expect(counted).toBe(0);
    expect(new Set(progress)).toEqual(new Set(['running …']));
  });

  it('finds what is refused for its id under the id of its message', async () => {
    const other = endedRecord({ id: 'mine', fingerprint: 'other', messageId: 'message-1' });
    const own = endedRecord({ id: 'message-9', outcome: 'refused', messageId: 'message-9' });

    expect((await run((id) => (id === 'mine' ? other : own))).ended).toEqual(own);
  });

  it('tells of the first where the queue has dropped it for its copy', async () => {
    const first = { outcome: 'refused', fingerprint, messageId: 'message-1' } as const;
    const other = endedRecord({ id: 'mine', ...first });
    const find = (id: string) => (id === 'mine' ? other : undefined);

    const { ended, waitedMs } = await run(find);
    expect(ended).toEqual(other);
    expect(waitedMs).toBeGreaterThan(9000);
    expect((await run(find, { waiting: 1 })).ended).toBeUndefined();
  });
});
