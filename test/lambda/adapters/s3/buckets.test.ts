import { createServer } from 'node:http';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createManifests, createUploadsBucket } from '../../../../lambda/adapters/s3/buckets';
import { CREDENTIALS, REGION } from '../../../../local/stack/account';
import { createBucket, testAws } from '../../../support/aws';
import { serve } from '../../../support/serve';
import { encodeKey } from '../../../support/uploads/events';
import { ODD_KEYS } from '../../../support/uploads/uploads';

async function start() {
  const { s3 } = await testAws();
  await createBucket(s3, 'uploads');
  const put = (Key: string, Body = 'x') =>
    s3.send(new PutObjectCommand({ Bucket: 'uploads', Key, Body }));
  return { s3, put, bucket: createUploadsBucket(s3, 'uploads') };
}

describe('A bucket', () => {
  it('lists its objects as events tell of them', async () => {
    const { put, bucket } = await start();
    const { ETag } = await put('in/a.csv', 'hello');
    expect(await bucket.list({ prefix: '' })).toStrictEqual({
      objects: [
        {
          key: 'in/a.csv',
          size: 5,
          etag: ETag?.replaceAll('"', ''),
          lastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        },
      ],
      isLast: true,
    });
  });

  it('lists only what begins so, and goes on after a key', async () => {
    const { put, bucket } = await start();
    for (const key of ['in/a', 'in/b', 'in/c', 'out/d']) await put(key);
    const list = async (startAfter?: string) =>
      (
        await bucket.list({ prefix: 'in/', ...(startAfter === undefined ? {} : { startAfter }) })
      ).objects.map(({ key }) => key);
    expect(await list()).toStrictEqual(['in/a', 'in/b', 'in/c']);
    expect(await list('in/a')).toStrictEqual(['in/b', 'in/c']);
  });

  it('lists more objects than one answer may have', async () => {
    const { put, bucket } = await start();
    const keys = Array.from({ length: 401 }, (_, i) => `in/${String(i).padStart(3, '0')}`);
    for (const key of keys) await put(key);
    const { objects, isLast } = await bucket.list({ prefix: '' });
    expect(objects.map(({ key }) => key)).toStrictEqual(keys.slice(0, 400));
    expect(isLast).toBe(false);
    expect(await bucket.list({ prefix: '', startAfter: 'in/399' })).toMatchObject({
      objects: [{ key: 'in/400' }],
      isLast: true,
    });
  });

  it.each(ODD_KEYS)('lists a key with %s as it is', async (_title, key) => {
    // The S3 of this machine writes keys as they are; the real one as it was asked to.
    const client = await listingServer((asked) => {
      expect(asked.get('encoding-type')).toBe('url');
      return [encodeKey(key)];
    });
    const { objects } = await createUploadsBucket(client, 'uploads').list({ prefix: '' });
    expect(objects.map((object) => object.key)).toStrictEqual([key]);
  });

  it('lists as many objects at once as the parser takes', async () => {
    const client = await listingServer((asked) =>
      Array.from({ length: Number(asked.get('max-keys')) }, (_, i) => `a%26${i}`),
    );
    const { objects } = await createUploadsBucket(client, 'uploads').list({ prefix: '' });
    expect(objects).toHaveLength(400);
  });
});

describe('A manifest', () => {
  it('is written as it is', async () => {
    const { s3 } = await start();
    await createManifests(s3, 'uploads').write('sales/1.jsonl', '{"a":1}\n');
    const { Body, ContentType } = await s3.send(
      new GetObjectCommand({ Bucket: 'uploads', Key: 'sales/1.jsonl' }),
    );
    expect(await Body?.transformToString()).toBe('{"a":1}\n');
    expect(ContentType).toBe('application/jsonl');
  });
});

/** A server that answers a listing as S3 does, ETags in quotes that are entities. */
async function listingServer(keysFor: (asked: URLSearchParams) => readonly string[]) {
  const server = createServer(({ url = '' }, response) => {
    const contents = keysFor(new URL(url, 'http://127.0.0.1').searchParams).map(
      (key) =>
        `<Contents><Key>${key}</Key><Size>1</Size><ETag>&quot;e&quot;</ETag><LastModified>2026-03-01T10:00:00.000Z</LastModified></Contents>`,
    );
    response.end(
      `<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`,
    );
  });
  const endpoint = `http://${await serve(server)}`;
  const client = new S3Client({ endpoint, region: REGION, credentials: CREDENTIALS });
  onTestFinished(() => client.destroy());
  return client;
}
