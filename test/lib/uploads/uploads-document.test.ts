import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { uploadConfig } from '../../../app/upload-config';
import {
  BATCH_CONF_FIELDS,
  BATCH_PLACEHOLDERS,
  UPLOAD_PLACEHOLDERS,
} from '../../../lambda/contract/upload-rule';
import { synthesize } from '../../support/app';
import { blocksOf, compile, runExamples } from '../../support/documents';
import { ROOT } from '../../support/process';

const DOCUMENT = 'docs/uploads.md';
const text = readFileSync(path.join(ROOT, DOCUMENT), 'utf8');

/** What the first column of the table names whose head begins so. */
function firstColumn(head: string): readonly string[] {
  const [, table = ''] = text.split(`\n| ${head}`);
  const [rows = ''] = table.split('\n\n');
  return [...rows.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = '']) =>
    cell.replaceAll(/[`{}]/g, '').split(', '),
  );
}

describe(DOCUMENT, () => {
  it('tells every placeholder, and none that there is not', () => {
    expect(firstColumn('placeholder | type | of an upload')).toEqual([
      ...UPLOAD_PLACEHOLDERS,
      'name', // any part of a pattern
    ]);
    expect(firstColumn('placeholder | type | of a batch')).toEqual(BATCH_PLACEHOLDERS);
  });

  it('tells every field that a batch has', () => {
    expect(firstColumn('field | type | meaning').toSorted()).toEqual(BATCH_CONF_FIELDS.toSorted());
  });

  it('names every key of an upload', () => {
    const missing = Object.keys(uploadConfig.shape).filter((key) => !text.includes(key));

    expect(missing).toEqual([]);
  });

  it('has examples that compile, and that no construct refuses', async () => {
    expect(await compile(DOCUMENT)).toEqual({ output: '', blocks: 2 });
    await runExamples(DOCUMENT);
  }, 60_000);

  it('has a configuration that is accepted', () => {
    const [config = ''] = blocksOf(DOCUMENT, 'json');

    expect(synthesize(JSON.parse(config)).stacks).toHaveLength(1);
  });
});
