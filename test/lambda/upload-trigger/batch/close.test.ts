import { describe, expect, it } from 'vitest';
import { closeBatch } from '../../../../lambda/upload-trigger/batch/close';
import { joinBatch } from '../../../../lambda/upload-trigger/batch/join';
import { fileId } from '../../../../lambda/upload-trigger/identity';
import { batchContext, NOW } from '../../../support/uploads/batch-context';
import { uploadOf } from '../../../support/uploads/uploads';

const BATCH = { batchId: 'b1', closesAt: NOW + 60_000 };

/** A batch b1 of so many files, whose window is a minute. */
async function gathered(count: number, maxFiles = 1000) {
  const world = batchContext({ windowSeconds: 60, maxFiles });
  const uploads = Array.from({ length: count }, (_, i) => uploadOf({ key: `k${i}` }));
  await joinBatch(uploads, undefined, world.context, () => {});
  const confs = () => world.sent.map(({ body }) => JSON.parse(body).trigger.conf);
  return { ...world, uploads, confs };
}

describe('A batch', () => {
  it('waits for the end of its window, in seconds begun', async () => {
    const { context, clock, confs } = await gathered(1);
    clock.now = NOW + 59_001;
    expect(await closeBatch(BATCH, context)).toBe(1);
    expect(confs()).toStrictEqual([]);
    clock.now = NOW + 60_000;
    expect(await closeBatch(BATCH, context)).toBeUndefined();
    expect(confs()).toMatchObject([{ fileCount: 1 }]);
  });

  it('that is full does not wait for it', async () => {
    const { context, confs } = await gathered(2, 2);
    expect(await closeBatch(BATCH, context)).toBeUndefined();
    expect(confs()).toMatchObject([{ fileCount: 2 }]);
  });

  it('takes no more files once it is closed', async () => {
    const { context, clock } = await gathered(1);
    clock.now = BATCH.closesAt;
    await closeBatch(BATCH, context);
    expect(await context.batches.tail('b1')).toStrictEqual({
      position: 1,
      files: [],
      count: 1,
      sealed: true,
    });
  });

  it('is the same message when it is closed again', async () => {
    const { context, clock, sent } = await gathered(3);
    clock.now = BATCH.closesAt;
    await closeBatch(BATCH, context);
    await closeBatch(BATCH, context);
    expect(sent).toHaveLength(2);
    expect(sent[1]).toStrictEqual(sent[0]);
  });

  it('leaves out what another batch has', async () => {
    const { context, clock, uploads, confs } = await gathered(2);
    clock.now = BATCH.closesAt;
    const [one] = uploads.map((upload) => fileId(context.rule, upload));
    await context.batches.claim(one ?? '', 'b0');
    await closeBatch(BATCH, context);
    expect(confs()).toMatchObject([{ fileCount: 1, files: [{ key: 'k1' }] }]);
  });

  it('has no run of what another batch has alone', async () => {
    const { context, clock, uploads, sent } = await gathered(1);
    clock.now = BATCH.closesAt;
    for (const upload of uploads) await context.batches.claim(fileId(context.rule, upload), 'b0');
    expect(await closeBatch(BATCH, context)).toBeUndefined();
    expect(sent).toStrictEqual([]);
  });

  it('that is too long for a conf is listed in a manifest, under the day when it closes', async () => {
    const { context, clock, manifests, confs } = await gathered(100);
    clock.now = BATCH.closesAt;
    await closeBatch(BATCH, context);
    const key = 'orders/2026-03-01/b1.jsonl';
    expect(confs()).toStrictEqual([{ fileCount: 100, manifest: { bucket: 'manifests', key } }]);
    expect(manifests.get(key)?.trimEnd().split('\n')).toHaveLength(100);
  });
});
