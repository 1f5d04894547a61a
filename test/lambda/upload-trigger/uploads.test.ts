import { describe, expect, it } from 'vitest';
import { readUploads } from '../../../lambda/upload-trigger/uploads';
import { type S3Change, s3Record } from '../../support/s3-events';

const read = (...changes: S3Change[]) => readUploads({ Records: changes.map(s3Record) });
const keyOf = (key: string) => read({ key }).uploads[0]?.key;

describe('an upload', () => {
  it('is read with all that a DAG needs to know', () => {
    expect(read({ versionId: 'v1' })).toStrictEqual({
      uploads: [
        {
          bucket: 'uploads',
          key: 'in/a.csv',
          size: 12,
          etag: 'd41d8cd98f00b204e9800998ecf8427e',
          versionId: 'v1',
          sequencer: '0055AED6DCD90281E5',
          eventTime: '2026-03-01T10:00:00.000Z',
        },
      ],
      ignored: [],
    });
  });

  it.each([
    ['a space', 'a+b.csv', 'a b.csv'],
    ['a plus', 'a%2Bb.csv', 'a+b.csv'],
    ['a percent sign with digits, decoded once', '100%2525.csv', '100%25.csv'],
    ['a quote', '%27%22.csv', '\'".csv'],
    ['a line break', 'a%0Ab%0D.csv', 'a\nb\r.csv'],
    ['an emoji', '%F0%9F%98%80.csv', '😀.csv'],
    ['what a shell would run', '%24%28id%29%60id%60.csv', '$(id)`id`.csv'],
    ['leading dashes', '--conf.csv', '--conf.csv'],
    ['1024 bytes', '%C3%A9'.repeat(512), 'é'.repeat(512)],
  ])('keeps a key with %s', (_title, written, key) => {
    expect(keyOf(written)).toBe(key);
  });

  it.each(['Put', 'Post', 'Copy', 'CompleteMultipartUpload'])('may be written by %s', (way) => {
    expect(read({ eventName: `ObjectCreated:${way}` }).uploads).toHaveLength(1);
  });

  it('may be empty, and may lie in a folder whose name ends its key when it is not', () => {
    expect(read({ size: 0 }, { key: 'folder/', size: 3 }).uploads.map((u) => u.key)).toStrictEqual([
      'in/a.csv',
      'folder/',
    ]);
  });

  it('has no version while its bucket has none, or has versioning suspended', () => {
    const { uploads } = read({}, { versionId: 'null' });
    expect(uploads.map((upload) => 'versionId' in upload)).toStrictEqual([false, false]);
  });

  it('is read beside others that are ignored, in order', () => {
    const { uploads, ignored } = read(
      { key: 'a' },
      { key: 'b', eventName: 'ObjectRemoved:Delete' },
      { key: 'c' },
    );
    expect(uploads.map(({ key }) => key)).toStrictEqual(['a', 'c']);
    expect(ignored).toHaveLength(1);
  });
});

describe('ignored with a note is', () => {
  it("S3's test event", () => {
    const event = { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'uploads' };
    expect(readUploads(event as object)).toStrictEqual({
      uploads: [],
      ignored: ['an event without records'],
    });
  });

  it.each([
    ['ObjectRemoved:Delete', 'ObjectRemoved:Delete of in/a b.csv'],
    ['ObjectRemoved:DeleteMarkerCreated', 'ObjectRemoved:DeleteMarkerCreated of in/a b.csv'],
    ['ObjectRestore:Completed', 'ObjectRestore:Completed of in/a b.csv'],
  ])('%s', (eventName, note) => {
    expect(read({ eventName, key: 'in/a+b.csv' })).toStrictEqual({ uploads: [], ignored: [note] });
  });

  it('a folder marker', () => {
    expect(read({ key: 'in/2026/', size: 0 })).toStrictEqual({
      uploads: [],
      ignored: ['folder marker in/2026/'],
    });
  });
});
