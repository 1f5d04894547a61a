import { describe, expect, it } from 'vitest';
import type { ListedObject } from '../../../../lambda/upload-trigger/ports';
import {
  type ReconcileContext,
  reconcile,
} from '../../../../lambda/upload-trigger/reconcile/reconcile';
import { errorOf } from '../../../support/errors';
import { ruleOf } from '../../../support/uploads/uploads';

const NOW = Date.parse('2026-03-01T10:00:00Z');
const WRITTEN = Date.parse('2026-03-01T09:30:00Z');
const REQUEST = { since: NOW - 3600_000, until: NOW, queue: true };

/** A bucket of objects that nobody heard of, in pages of 250. */
function fakes(keys: readonly string[], changes: Partial<ReconcileContext> = {}) {
  const asked: number[] = [];
  const sent: string[] = [];
  const logged: object[] = [];
  const objectOf = (key: string): ListedObject => ({
    key,
    size: 1,
    etag: 'e',
    lastModified: '2026-03-01T09:30:00.000Z',
  });
  const context: ReconcileContext = {
    rule: ruleOf(),
    bucket: {
      name: 'uploads',
      async list({ startAfter }) {
        const rest = keys.slice(startAfter === undefined ? 0 : keys.indexOf(startAfter) + 1);
        return { objects: rest.slice(0, 250).map(objectOf), isLast: rest.length <= 250 };
      },
    },
    objects: {
      async lastHeard(ids) {
        asked.push(ids.length);
        return new Map();
      },
    },
    queue: {
      async sendAll(bodies) {
        sent.push(...bodies);
        return [];
      },
    },
    time: { now: () => NOW, fitsCall: () => true, checkCall: () => {}, pause: async () => {} },
    log: { info: (_text, fields) => logged.push(fields), warn: (_text, f) => logged.push(f) },
    ...changes,
  };
  return { context, asked, sent, logged };
}

const keysOf = (count: number) => Array.from({ length: count }, (_, i) => String(1000 + i));

describe('Reconciling a bucket', () => {
  it('asks for a hundred objects at a time, page after page', async () => {
    const { context, asked, sent } = fakes(keysOf(600));
    const answer = await reconcile(REQUEST, context);
    expect(answer).toMatchObject({ listed: 600, queued: 600 });
    expect(answer).not.toHaveProperty('startAfter');
    expect(answer.missing.map(({ key }) => key)).toStrictEqual(keysOf(600));
    expect(asked).toStrictEqual([100, 100, 50, 100, 100, 50, 100]);
    expect(sent).toHaveLength(600);
  });

  it('tells where to go on from when time runs short, and nothing is left out then', async () => {
    let calls = 0;
    const { context } = fakes(keysOf(600));
    const time = { ...context.time, fitsCall: () => ++calls <= 4 };
    const first = await reconcile(REQUEST, { ...context, time });
    expect(first).toMatchObject({ listed: 250, startAfter: '1249' });
    const { startAfter = '' } = first;
    const rest = await reconcile({ ...REQUEST, startAfter }, context);
    const keys = [...first.missing, ...rest.missing].map(({ key }) => key);
    expect(keys).toStrictEqual(keysOf(600));
  });

  it('answers with where it was told to begin when there is no time', async () => {
    const { context } = fakes(keysOf(5));
    const time = { ...context.time, fitsCall: () => false };
    const answer = await reconcile({ ...REQUEST, startAfter: '1001' }, { ...context, time });
    expect(answer).toStrictEqual({ listed: 0, missing: [], queued: 0, startAfter: '1001' });
  });

  it('fails when there is no time at all, and no key to go on from', async () => {
    const { context } = fakes(keysOf(5));
    const time = { ...context.time, fitsCall: () => false };
    const error = await errorOf(() => reconcile(REQUEST, { ...context, time }));
    expect(error.message).toContain('raise the time-out');
  });

  it('answers with less than Lambda’s 6 MB, and where to go on from', async () => {
    const long = 'é'.repeat(510);
    const keys = keysOf(9000).map((key) => `${key}${long}`);
    const answer = await reconcile({ ...REQUEST, queue: false }, fakes(keys).context);
    const bytes = Buffer.byteLength(JSON.stringify(answer));
    expect(bytes).toBeGreaterThan(5 * 1024 * 1024);
    expect(bytes).toBeLessThan(6 * 1000 * 1000);
    expect(answer.startAfter).toBe(answer.missing.at(-1)?.key);
  });

  it('looks at what was written in the time asked for, its ends included', async () => {
    const { context } = fakes(keysOf(1));
    const missingIn = async (since: number, until: number) =>
      (await reconcile({ since, until, queue: false }, context)).missing.length;
    expect(await missingIn(WRITTEN, WRITTEN)).toBe(1);
    expect(await missingIn(WRITTEN + 1, NOW)).toBe(0);
    expect(await missingIn(0, WRITTEN - 1)).toBe(0);
  });

  it('misses no object that was heard of in the second when it was written, or later', async () => {
    const { context } = fakes(keysOf(1));
    const missingOf = async (heardAt: number) => {
      const lastHeard = async (ids: readonly string[]) => new Map(ids.map((id) => [id, heardAt]));
      return (await reconcile(REQUEST, { ...context, objects: { lastHeard } })).missing.length;
    };
    expect(await missingOf(WRITTEN - 1)).toBe(1);
    expect(await missingOf(WRITTEN)).toBe(0);
    expect(await missingOf(WRITTEN + 1)).toBe(0);
  });

  it('fails if the queue does not take one of a later hundred, and counts those before', async () => {
    let sends = 0;
    const { context } = fakes(keysOf(150), {
      queue: { sendAll: async () => (++sends === 12 ? ['busy', 'busy'] : []) },
    });
    const error = await errorOf(() => reconcile(REQUEST, context));
    expect(error.message).toMatch(
      /^118 missing uploads were queued, then SQS did not take 2: busy;/,
    );
  });

  it('fails if the queue does not take one, and tells how many it took', async () => {
    let sends = 0;
    const { context, logged } = fakes(keysOf(50), {
      queue: { sendAll: async () => (++sends === 3 ? ['InternalError busy'] : []) },
    });
    const error = await errorOf(() => reconcile(REQUEST, context));
    expect(error.message).toBe(
      '29 missing uploads were queued, then SQS did not take 1: InternalError busy; repeat the same request, nothing runs twice',
    );
    expect(logged).toStrictEqual([{ queued: 29, refusals: ['InternalError busy'] }]);
  });
});
