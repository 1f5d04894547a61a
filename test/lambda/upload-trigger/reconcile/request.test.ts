import { describe, expect, it } from 'vitest';
import { isReconcile, readReconcile } from '../../../../lambda/upload-trigger/reconcile/request';
import { errorOf } from '../../../support/errors';

const NOW = Date.parse('2026-03-01T10:00:00Z');
const SINCE = '2026-02-28T00:00:00Z';
const read = (reconcile: unknown) => readReconcile({ reconcile }, NOW, 30);

describe('A request to reconcile', () => {
  it('looks until 15 minutes ago and queues nothing, unless it says otherwise', () => {
    expect(read({ since: SINCE })).toStrictEqual({
      since: Date.parse(SINCE),
      until: Date.parse('2026-03-01T09:45:00Z'),
      queue: false,
    });
    const until = '2026-03-01T11:00:00+01:00';
    expect(read({ since: SINCE, until, queue: true, startAfter: 'k' })).toStrictEqual({
      since: Date.parse(SINCE),
      until: NOW,
      queue: true,
      startAfter: 'k',
    });
  });

  it('may go back as far as anything is known', () => {
    expect(read({ since: '2026-01-30T10:00:00Z' }).since).toBe(Date.parse('2026-01-30T10:00:00Z'));
  });

  it.each<[string, unknown, string]>([
    ['text', 'now', 'reconcile is a string: give a JSON object'],
    ['nothing', {}, 'reconcile.since is missing'],
    ['no time', { since: 'yesterday' }, 'reconcile.since "yesterday" is no time: give ISO 8601'],
    ['a time without a zone', { since: '2026-02-28T00:00:00' }, 'with a time zone'],
    ['more than is known', { since: '2026-01-30T09:59:59Z' }, 'give 2026-01-30T10:00:00.000Z or'],
    [
      'the future',
      { since: SINCE, until: '2026-03-01T10:00:01Z' },
      'reconcile.until is 2026-03-01',
    ],
    ['no range', { since: SINCE, until: SINCE }, 'give a time before reconcile.until'],
    ['what is on its way', { since: '2026-03-01T09:50:00Z' }, '(by default 15 minutes ago)'],
    [
      'a flag that is none',
      { since: SINCE, queue: 'yes' },
      'reconcile.queue is a string: give true',
    ],
    ['an empty key', { since: SINCE, startAfter: '' }, 'reconcile.startAfter is empty'],
    ['another field', { since: SINCE, prefix: 'a' }, 'unknown field "prefix": allowed are since'],
  ])('is refused for %s', async (_title, reconcile, what) => {
    expect((await errorOf(() => read(reconcile))).message).toContain(what);
  });

  it('is refused beside anything else', async () => {
    const error = await errorOf(() => readReconcile({ reconcile: {}, Records: [] }, NOW, 30));
    expect(error.message).toContain('the event has the unknown field "Records"');
  });

  it('is told from what a queue sends', () => {
    expect(isReconcile({ Records: [] })).toBe(false);
    expect(isReconcile({ reconcile: {} })).toBe(true);
  });
});
