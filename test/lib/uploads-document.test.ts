import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { upload } from '../../app/upload-config';
import {
  BATCH_CONF_FIELDS,
  BATCH_PLACEHOLDERS,
  UPLOAD_PLACEHOLDERS,
} from '../../lambda/contract/upload-rule';
import { synthesize } from '../support/app';
import { ROOT, runProgram } from '../support/process';

const text = readFileSync(path.join(ROOT, 'docs', 'uploads.md'), 'utf8');

function blocks(language: string): readonly string[] {
  const pattern = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g');
  return [...text.matchAll(pattern)].map(([, code]) => code ?? '');
}

/** What the first column of the table names whose head begins so. */
function firstColumn(head: string): readonly string[] {
  const [, table = ''] = text.split(`\n| ${head}`);
  const [rows = ''] = table.split('\n\n');
  return [...rows.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = '']) =>
    cell.replaceAll(/[`{}]/g, '').split(', '),
  );
}

describe('docs/uploads.md', () => {
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
    const missing = Object.keys(upload.shape).filter((key) => !text.includes(key));

    expect(missing).toEqual([]);
  });

  it('has examples that compile', async () => {
    const folder = path.join(ROOT, '.local', 'uploads');
    mkdirSync(folder, { recursive: true });
    const files = blocks('ts').map((code, i) => {
      writeFileSync(path.join(folder, `example-${i}.ts`), code);
      return `example-${i}.ts`;
    });
    const config = {
      extends: '../../tsconfig.json',
      compilerOptions: { paths: { 'mwaa-cli-queue': ['../../lib/index.ts'] } },
      include: [],
      files,
    };
    writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));

    expect((await runProgram('tsc', ['-p', folder])).output).toBe('');
    expect(files).toHaveLength(2);
    // What compiles may still be refused.
    for (const file of files) {
      writeFileSync(
        path.join(folder, file),
        readFileSync(path.join(folder, file), 'utf8').replace('mwaa-cli-queue', '../../lib'),
      );
      await expect(import(path.join(folder, file))).resolves.toBeDefined();
    }
  }, 60_000);

  it('has a configuration that is accepted', () => {
    const [config = ''] = blocks('json');

    expect(synthesize(JSON.parse(config)).stacks).toHaveLength(1);
  });
});
