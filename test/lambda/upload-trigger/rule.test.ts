import { describe, expect, it } from 'vitest';
import type { UploadRule } from '../../../lambda/contract/upload-rule';
import { createJudge, listingPrefix, readRule } from '../../../lambda/upload-trigger/rule';
import { ruleOf } from '../../support/uploads/uploads';

const judge = (rule: Partial<UploadRule>, key: string, size = 1) =>
  createJudge(ruleOf(rule))({ key, size });

describe('An upload counts', () => {
  it.each<[string, Partial<UploadRule>, string, number, object]>([
    ['by any key', {}, 'a', 1, {}],
    ['by its prefix', { prefix: 'in/' }, 'in/a', 1, {}],
    ['by its suffix', { suffix: '.csv' }, 'a.csv', 1, {}],
    ['by its form', { keyPattern: '{day}/*.csv' }, '22/a.csv', 1, { day: '22' }],
    ['by a marker’s name', { marker: '_SUCCESS' }, 'a/b/_SUCCESS', 1, {}],
    ['by a marker’s name at the root', { marker: '_SUCCESS' }, '_SUCCESS', 1, {}],
    ['when it is empty', {}, 'a', 0, {}],
    ['when it is a folder marker and these count', { folderMarkers: true }, 'a/', 0, {}],
    ['when its key ends with a slash but it is not empty', {}, 'a/', 1, {}],
    [
      'by all of these',
      { prefix: 'in/', suffix: 'v', keyPattern: '**/{f}' },
      'in/v',
      1,
      { f: 'v' },
    ],
  ])('%s', (_title, rule, key, size, parts) => {
    expect(judge(rule, key, size)).toStrictEqual({ counts: true, parts });
  });
});

describe('An upload does not count', () => {
  it.each<[string, Partial<UploadRule>, string, number, string]>([
    ['by another prefix', { prefix: 'in/' }, 'out/a', 1, 'its key does not begin with in/'],
    ['by another suffix', { suffix: '.csv' }, 'a.csv.gz', 1, 'its key does not end with .csv'],
    ['by another form', { keyPattern: '{d}/*' }, 'a', 1, 'its key is not of the form {d}/*'],
    ['by another name than the marker’s', { marker: '_OK' }, 'a/x_OK', 1, 'it is no _OK'],
    ['below a folder of the marker’s name', { marker: '_OK' }, '_OK/a', 1, 'it is no _OK'],
    ['when it is a folder marker', {}, 'a/', 0, 'it is a folder marker'],
    [
      'when it is a folder marker, other empty objects or not',
      { emptyObjects: false },
      'a/',
      0,
      'it is a folder marker',
    ],
    ['when it is empty and these do not', { emptyObjects: false }, 'a', 0, 'it is empty'],
  ])('%s', (_title, rule, key, size, why) => {
    expect(judge(rule, key, size)).toStrictEqual({ counts: false, why });
  });
});

it.each<[Partial<UploadRule>, string]>([
  [{}, ''],
  [{ prefix: 'in/' }, 'in/'],
  [{ keyPattern: 'in/sales/{day}' }, 'in/sales/'],
  [{ prefix: 'in/', keyPattern: 'in/sales/{day}' }, 'in/sales/'],
  [{ prefix: 'in/sales/', keyPattern: '**' }, 'in/sales/'],
])('the objects of %j are listed by the prefix %s', (rule, prefix) => {
  expect(listingPrefix(ruleOf(rule))).toBe(prefix);
});

it('a rule keeps every digit of its conf', () => {
  const { conf } = readRule('{"name":"n","conf":{"id":1234567890123456789}}');
  expect(JSON.stringify(conf)).toBe('{"id":1234567890123456789}');
});
