import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  BATCH_CONF_FIELDS,
  BATCH_LIMITS,
  UPLOAD_PLACEHOLDERS,
} from '../../lambda/contract/upload-rule';
import { SAMPLE_DAGS } from '../support/sample-dags';

/** What an upload's `conf` has without a template: parts of the key are for templates only. */
const UPLOAD_FIELDS = UPLOAD_PLACEHOLDERS.filter((name) => !['basename', 'folder'].includes(name));

/** How many tasks Airflow makes of one list, unless `core.max_map_length` says otherwise. */
const MAX_MAP_LENGTH = 1024;

const codeOf = (dagId: string) =>
  readFileSync(path.join(SAMPLE_DAGS.folder, `${dagId}.py`), 'utf8');

describe.each([
  ['read_upload', UPLOAD_FIELDS],
  ['read_batch', [...BATCH_CONF_FIELDS, ...UPLOAD_FIELDS]],
])('the sample DAG %s', (dagId, fields) => {
  it('reads no field but those that its conf has', () => {
    const read = fieldsReadBy(codeOf(dagId));

    expect(read).not.toEqual([]);
    expect(fields).toEqual(expect.arrayContaining(read));
  });

  it('tells of every field that its conf has', () => {
    const [, docstring = ''] = codeOf(dagId).split('"""');

    expect(docstring.match(/\w+/g)).toEqual(expect.arrayContaining(fields));
  });
});

describe('the sample DAG read_upload', () => {
  it('insists on every field but the version, which is not always there', () => {
    const [, tuple = ''] = /ALWAYS_THERE = \((.*)\)/.exec(codeOf('read_upload')) ?? [];
    const always = [...tuple.matchAll(/"(\w+)"/g)].map(([, field]) => field);

    expect(always).toEqual(UPLOAD_FIELDS.filter((field) => field !== 'versionId'));
  });
});

describe('the sample DAG read_batch', () => {
  it('makes no more tasks of the largest batch than Airflow allows', () => {
    const [, perTask] = /FILES_PER_TASK = (\d+)/.exec(codeOf('read_batch')) ?? [];

    expect(BATCH_LIMITS.maxFiles.most / Number(perTask)).toBeLessThanOrEqual(MAX_MAP_LENGTH);
  });
});

/** The texts that it indexes with, or looks for; those of boto3's answers begin with a capital. */
function fieldsReadBy(code: string): string[] {
  const texts = code.matchAll(/\[["']([a-z]\w*)["']\]|"([a-z]\w*)" in /g);
  return [...texts].flatMap(([, index, looked]) => index ?? looked ?? []);
}
