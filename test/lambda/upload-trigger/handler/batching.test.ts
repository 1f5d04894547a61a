import { GetObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { writeTimer } from '../../../../lambda/upload-trigger/events/own-events';
import { groupId } from '../../../../lambda/upload-trigger/identity';
import { ETAG, notification } from '../../../support/uploads/events';
import { loadUploadTrigger } from '../../../support/uploads/upload-trigger';
import { ruleOf } from '../../../support/uploads/uploads';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

const uploadsOf = (count: number, folder = 'eu') =>
  Array.from({ length: count }, (_, i) =>
    notification({ key: `${folder}/${i}.csv`, sequencer: String(i) }),
  );
const ruleWith = (batch: { windowSeconds: number; maxFiles: number; groupBy?: string }) => ({
  keyPattern: '{region}/*',
  batch,
});
const fileOf = (key: string) => ({
  bucket: 'uploads',
  key,
  size: 12,
  etag: ETAG,
  eventTime: '2026-03-01T10:00:00.000Z',
});

describe('Where uploads are gathered', () => {
  it('a batch that is full is closed at once, and the next one begins', async () => {
    const { give, workOff, triggers, uploadsLeft } = await loadUploadTrigger({
      rule: ruleWith({ windowSeconds: 3600, maxFiles: 2 }),
    });
    expect(await give(...uploadsOf(5))).toStrictEqual([]);
    await workOff();
    const [one, other, ...more] = await triggers();
    expect(more).toStrictEqual([]);
    expect(one).toMatchObject({
      dagId: 'load',
      conf: { fileCount: 2, files: [fileOf('eu/0.csv'), fileOf('eu/1.csv')] },
      runId: expect.stringMatching(/^s3-batch__orders__/),
    });
    expect(other?.conf?.files).toStrictEqual([fileOf('eu/2.csv'), fileOf('eu/3.csv')]);
    // A timer waits for each of the three.
    expect(await uploadsLeft()).toBe(3);
  });

  it('a batch is closed when its window is over', async () => {
    const { give, workOff, triggers, uploadsLeft } = await loadUploadTrigger({
      rule: ruleWith({ windowSeconds: 1, maxFiles: 100, groupBy: 'region' }),
    });
    await give(...uploadsOf(2), ...uploadsOf(1, 'us'));
    expect(await triggers()).toStrictEqual([]);
    await vi.waitUntil(async () => (await workOff()) >= 0 && (await uploadsLeft()) === 0, 10_000);
    const confs = (await triggers()).map(({ conf }) => conf);
    expect(confs.map((conf) => [conf?.group, conf?.fileCount]).toSorted()).toStrictEqual([
      ['eu', 2],
      ['us', 1],
    ]);
  });

  it('a timer that comes early is hidden until it is time', async () => {
    const { sendUpload, workOff, uploadsLeft, give } = await loadUploadTrigger({
      rule: ruleWith({ windowSeconds: 3600, maxFiles: 100 }),
    });
    await sendUpload(writeTimer({ batchId: 'b', closesAt: Date.now() + 60_000 }));
    expect(await workOff()).toBe(1);
    expect(await workOff()).toBe(0);
    expect(await uploadsLeft()).toBe(1);
    expect(await give(writeTimer({ batchId: 'b', closesAt: Date.now() - 1 }))).toStrictEqual([]);
  });

  it('a batch too long for a conf has a manifest, and closed again it is the same message', async () => {
    const { give, workOff, triggers, table, s3 } = await loadUploadTrigger({
      rule: ruleWith({ windowSeconds: 3600, maxFiles: 80 }),
    });
    await give(...uploadsOf(80));
    await workOff();
    const [trigger, ...more] = await triggers();
    expect(more).toStrictEqual([]);
    const batch = (await table.current(groupId(ruleOf(), undefined))) ?? {
      batchId: '',
      closesAt: 0,
    };
    const day = new Date(batch.closesAt).toISOString().slice(0, 10);
    const manifest = { bucket: 'manifests', key: `orders/${day}/${batch.batchId}.jsonl` };
    expect(trigger?.conf).toStrictEqual({ fileCount: 80, manifest });
    const read = async () => {
      const { Body } = await s3.send(
        new GetObjectCommand({ Bucket: manifest.bucket, Key: manifest.key }),
      );
      return Body?.transformToString();
    };
    const lines = Array.from(
      { length: 80 },
      (_, i) => `${JSON.stringify(fileOf(`eu/${i}.csv`))}\n`,
    );
    expect(await read()).toBe(lines.join(''));
    expect(await give(writeTimer(batch))).toStrictEqual([]);
    expect(await triggers()).toStrictEqual([]);
    expect(await read()).toBe(lines.join(''));
  });

  it('a late duplicate after the close is in no second run', async () => {
    const { give, workOff, triggers } = await loadUploadTrigger({
      rule: ruleWith({ windowSeconds: 3600, maxFiles: 2 }),
    });
    const [one = '', other = ''] = uploadsOf(2);
    await give(one, other);
    await workOff();
    expect(await triggers()).toHaveLength(1);
    await give(one, notification({ key: 'eu/new.csv', sequencer: '9' }));
    await workOff();
    const [{ conf } = {}, ...more] = await triggers();
    expect(more).toStrictEqual([]);
    expect(conf).toStrictEqual({ fileCount: 1, files: [fileOf('eu/new.csv')] });
  });

  it('a batch of nothing but duplicates has no run', async () => {
    const { give, workOff, triggers } = await loadUploadTrigger({
      rule: ruleWith({ windowSeconds: 3600, maxFiles: 2 }),
    });
    await give(...uploadsOf(2));
    await give(...uploadsOf(2));
    await workOff();
    expect(await triggers()).toHaveLength(1);
  });

  it('only the messages of a group that fails are given back', async () => {
    const { give } = await loadUploadTrigger({
      rule: ruleWith({ windowSeconds: 3600, maxFiles: 100, groupBy: 'region' }),
      onCall: ({ phase, operation, input }) => {
        const isUs = JSON.stringify(input).includes('us/0.csv');
        return phase === 'before' && operation === 'PutItem' && isUs ? 'reset' : undefined;
      },
    });
    const [eu = '', alsoEu = ''] = uploadsOf(2);
    expect(await give(eu, ...uploadsOf(1, 'us'), alsoEu)).toStrictEqual([1]);
  });

  it('ten uploads an invocation cost 2.3 calls of DynamoDB each', async () => {
    const calls: string[] = [];
    const { give, workOff, triggers } = await loadUploadTrigger({
      rule: ruleWith({ windowSeconds: 3600, maxFiles: 100 }),
      onCall: ({ phase, operation }) => {
        if (phase === 'before') calls.push(operation);
      },
    });
    const bodies = uploadsOf(100);
    for (let i = 0; i < 100; i += 10) await give(...bodies.slice(i, i + 10));
    await workOff();
    expect((await triggers()).map(({ conf }) => conf?.fileCount)).toStrictEqual([100]);
    const countOf = (name: string) => calls.filter((operation) => operation === name).length;
    expect([...new Set(calls)].map((name) => [name, countOf(name)])).toStrictEqual([
      ['UpdateItem', 100], // each is noted as heard of
      ['GetItem', 10], // each invocation asks for the batch,
      ['PutItem', 111], // writes an entry, one the batch itself; its closing claims each file,
      ['Query', 11], // and asks for the log's end and the log, as each invocation asks for its end
      ['BatchGetItem', 1], // which files of a hundred are claimed already
    ]);
  });
});
