import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { busEvent, notification } from '../../../support/uploads/events';
import { loadUploadTrigger } from '../../../support/uploads/upload-trigger';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** Of the one character that every object here is. */
const ETAG = '9dd4e461268c8034f5c8564e155c67a6';

const HOUR_MS = 3600_000;
const hourAgo = () => new Date(Date.now() - HOUR_MS).toISOString();
const now = () => new Date().toISOString();
const keyOf = (i: number) => `in/${String(i).padStart(2, '0')} é.csv`;
/** S3 lists whole seconds. */
const thisSecond = () => new Date(Math.floor(Date.now() / 1000) * 1000).toISOString();

type Setting = Parameters<typeof loadUploadTrigger>[0];

/** A bucket with objects, of which none was heard of. */
async function start(count: number, setting: Setting = {}) {
  const trigger = await loadUploadTrigger(setting);
  const put = (Key: string) =>
    trigger.s3.send(new PutObjectCommand({ Bucket: 'uploads', Key, Body: 'x' }));
  const keys = Array.from({ length: count }, (_, i) => keyOf(i));
  for (const key of keys) await put(key);
  const eventTime = thisSecond();
  const eventOf = (key: string) =>
    notification({ key: encodeURIComponent(key), size: 1, etag: ETAG, sequencer: key, eventTime });
  return { ...trigger, put, keys, eventOf };
}

describe('Reconcile', () => {
  it('finds exactly the uploads whose events never came, and each runs once', async () => {
    const { keys, eventOf, give, reconcile, workOff, triggers } = await start(60);
    const isLost = (_key: string, i: number) => i % 7 === 3 || i % 7 === 5;
    const lost = keys.filter(isLost);
    expect(lost).toHaveLength(17);
    for (const [i, key] of keys.entries()) if (!isLost(key, i)) await give(eventOf(key));

    const found = await reconcile({ since: hourAgo(), until: now() });
    expect(found).toMatchObject({ listed: 60, queued: 0 });
    expect(found.missing.map(({ key }) => key)).toStrictEqual(lost);
    expect(found.missing[0]).toStrictEqual({
      key: keyOf(3),
      size: 1,
      etag: ETAG,
      lastModified: expect.stringMatching(/Z$/),
    });
    expect(await workOff()).toBe(0);

    // Twice, before the first was worked off.
    for (let i = 0; i < 2; i++) {
      const { queued } = await reconcile({ since: hourAgo(), until: now(), queue: true });
      expect(queued).toBe(17);
    }
    expect(await workOff()).toBe(34);
    const again = await reconcile({ since: hourAgo(), until: now(), queue: true });
    expect(again).toMatchObject({ missing: [], queued: 0 });
    // And the events come after all.
    for (const key of lost) expect(await give(eventOf(key))).toStrictEqual([]);
    const keysRun = (await triggers()).map(({ conf }) => conf?.key);
    expect(keysRun.toSorted()).toStrictEqual(keys);
  });

  it('looks only at what counts, and was written in the time asked for', async () => {
    const { put, reconcile } = await start(1, { rule: { prefix: 'in/', suffix: '.csv' } });
    for (const key of ['in/a.txt', 'other/b.csv']) await put(key);
    const all = await reconcile({ since: hourAgo(), until: now() });
    expect(all).toMatchObject({ listed: 2, missing: [{ key: keyOf(0) }] });
    // What was written in the last 15 minutes may still be on its way.
    expect(await reconcile({ since: hourAgo() })).toMatchObject({ listed: 2, missing: [] });
    const since = new Date(Date.now() + 2000 - HOUR_MS).toISOString();
    const until = new Date(Date.now() - HOUR_MS / 2).toISOString();
    expect(await reconcile({ since, until })).toMatchObject({ missing: [] });
  });

  it('finds an upload over EventBridge as heard of, and goes on after a key', async () => {
    const { reconcile, give, keys } = await start(3);
    const etagged = JSON.parse(busEvent({ key: keyOf(2), time: thisSecond() }));
    etagged.detail.object.etag = ETAG;
    await give(JSON.stringify(etagged));
    const after = { since: hourAgo(), until: now(), startAfter: keys[0] };
    expect(await reconcile(after)).toMatchObject({ listed: 2, missing: [{ key: keyOf(1) }] });
  });

  it('finds an object whose last write was never heard of, though it has the content of one that was', async () => {
    const { reconcile, give, workOff, keys, triggers, put } = await start(1);
    const [key = ''] = keys;
    const yesterday = new Date(Date.now() - 24 * HOUR_MS).toISOString();
    const old = { key: encodeURIComponent(key), size: 1, etag: ETAG, sequencer: '1' };
    await give(notification({ ...old, eventTime: yesterday }));
    await put(key);
    const found = await reconcile({ since: hourAgo(), until: now(), queue: true });
    expect(found).toMatchObject({ missing: [{ key }], queued: 1 });
    await workOff();
    expect(await triggers()).toHaveLength(2);
    expect(await reconcile({ since: hourAgo(), until: now() })).toMatchObject({ missing: [] });
  });

  it('gathers what it finds where uploads are gathered', async () => {
    const batch = { windowSeconds: 3600, maxFiles: 3 };
    const { reconcile, workOff, triggers, give, keys, eventOf } = await start(3, {
      rule: { batch },
    });
    await give(eventOf(keys[0] ?? ''));
    await reconcile({ since: hourAgo(), until: now(), queue: true });
    await workOff();
    expect((await triggers()).map(({ conf }) => conf?.fileCount)).toStrictEqual([3]);
  });

  it('fails with a clear error for a request that makes no sense', async () => {
    const { reconcile } = await start(0);
    await expect(reconcile({})).rejects.toThrow('reconcile.since is missing');
  });
});
