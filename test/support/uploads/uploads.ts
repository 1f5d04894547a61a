import type { UploadRule } from '../../../lambda/contract/upload-rule';
import type { Upload } from '../../../lambda/upload-trigger/upload';
import { ETAG } from './events';

export function ruleOf(changes: Partial<UploadRule> = {}): UploadRule {
  return { name: 'orders', dagId: 'load', folderMarkers: false, emptyObjects: true, ...changes };
}

export function uploadOf(changes: Partial<Upload> = {}): Upload {
  return {
    bucket: 'uploads',
    key: 'in/a.csv',
    size: 12,
    etag: ETAG,
    write: '0055AED6DCD90281E5',
    eventTime: '2026-03-01T10:00:00.000Z',
    ...changes,
  };
}

/** Keys with every kind of character that S3 allows. */
export const ODD_KEYS: readonly (readonly [string, string])[] = [
  ['a space', 'in/a b.csv'],
  ['a plus', 'in/a+b.csv'],
  ['a percent sign with digits', 'in/100%2B.csv'],
  ['quotes', `in/'a'"b"\`c\`.csv`],
  ['line breaks', 'in/a\nb\r\u2028c\u0085.csv'],
  ['what a shell would run', 'in/$(id)`id`;id.csv'],
  ['an emoji', 'in/😀é.csv'],
  ['leading dashes', '--conf'],
  ['braces', 'in/{key}{{.csv'],
  ['what no XML can hold', 'in/a\u0001b.csv'],
  ['what SQS refuses', 'in/a\uffff.csv'],
  ['backslashes', 'in\\a\\n.csv'],
  ['1,024 bytes', `${'é'.repeat(510)}.csv`],
];
