import { describe, expect, it } from 'vitest';
import { batchConf, batchFile, fitsInConf, uploadConf } from '../../../lambda/upload-trigger/conf';
import { ETAG } from '../../support/uploads/events';
import { ODD_KEYS, ruleOf, uploadOf } from '../../support/uploads/uploads';

const FILE = {
  bucket: 'uploads',
  key: 'in/2026/a.csv',
  size: 12,
  etag: ETAG,
  eventTime: '2026-03-01T10:00:00.000Z',
};
const UPLOAD = uploadOf(FILE);
const filled = (template: unknown, upload = UPLOAD, parts = {}) =>
  uploadConf(ruleOf({ conf: { x: template } }), upload, parts).x;

describe('The conf of an upload', () => {
  it('says what is known of it', () => {
    expect(uploadConf(ruleOf(), UPLOAD, {})).toStrictEqual(FILE);
    expect(uploadConf(ruleOf(), { ...UPLOAD, versionId: 'v1' }, {})).toStrictEqual({
      ...FILE,
      versionId: 'v1',
    });
  });

  it('says the folder that a marker stands for', () => {
    const conf = uploadConf(ruleOf({ marker: 'a.csv' }), UPLOAD, {});
    expect(conf).toStrictEqual({ ...FILE, folder: 'in/2026/' });
  });

  it.each<[string, unknown]>([
    ['{bucket}', 'uploads'],
    ['{key}', 'in/2026/a.csv'],
    ['{basename}', 'a.csv'],
    ['{folder}', 'in/2026/'],
    ['{size}', 12],
    ['{etag}', ETAG],
    ['{versionId}', undefined],
    ['{eventTime}', '2026-03-01T10:00:00.000Z'],
    ['{day}', '2026'],
    ['s3://{bucket}/{key} of {size}{versionId}', 's3://uploads/in/2026/a.csv of 12'],
    ['{{key}}', '{key}'],
  ])('has for %s what it stands for', (template, value) => {
    expect(filled(template, UPLOAD, { day: '2026' })).toBe(value);
  });

  it('has a version where there is one, and an empty folder at the root', () => {
    expect(filled('{versionId}', { ...UPLOAD, versionId: 'v1' })).toBe('v1');
    expect(filled('{folder}', uploadOf({ key: 'a.csv' }))).toBe('');
    expect(filled('{basename}', uploadOf({ key: 'in/' }))).toBe('');
  });

  it('has what is known of it before a part of its key of the same name', () => {
    expect(filled('{basename}', UPLOAD, { basename: 'other' })).toBe('a.csv');
  });

  it('has nothing of what every object has', () => {
    expect(filled('{constructor}')).toBeUndefined();
  });

  it('has nothing but what its template says', () => {
    const conf = { path: '{key}', nested: { list: ['{size}', 7] } };
    expect(uploadConf(ruleOf({ conf }), UPLOAD, {})).toStrictEqual({
      path: 'in/2026/a.csv',
      nested: { list: [12, 7] },
    });
  });

  it.each(ODD_KEYS)('keeps a key with %s', (_title, key) => {
    expect(filled('{key}', uploadOf({ key }))).toBe(key);
    expect(uploadConf(ruleOf(), uploadOf({ key }), {}).key).toBe(key);
  });
});

describe('The conf of a batch', () => {
  const files = [batchFile(UPLOAD)];

  it('says its files', () => {
    expect(batchConf(ruleOf(), undefined, 1, { files })).toStrictEqual({ fileCount: 1, files });
  });

  it('says its group, and where its files are listed', () => {
    const manifest = { bucket: 'manifests', key: 'k' };
    expect(batchConf(ruleOf(), 'eu', 900, { manifest })).toStrictEqual({
      fileCount: 900,
      group: 'eu',
      manifest,
    });
  });

  it('says this beside what its template says, and does not let it say otherwise', () => {
    const conf = { day: '{group}', text: '{fileCount} files', files: 'none', n: '{fileCount}' };
    expect(batchConf(ruleOf({ conf }), 'eu', 1, { files })).toStrictEqual({
      day: 'eu',
      text: '1 files',
      n: 1,
      fileCount: 1,
      group: 'eu',
      files,
    });
  });

  it('has room for 8 KiB of files', () => {
    const length = JSON.stringify([batchFile(uploadOf({ key: '' }))]).length;
    const fileOf = (keyLength: number) => [batchFile(uploadOf({ key: 'k'.repeat(keyLength) }))];
    expect(fitsInConf(fileOf(8192 - length))).toBe(true);
    expect(fitsInConf(fileOf(8193 - length))).toBe(false);
  });
});
