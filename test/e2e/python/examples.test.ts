import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { localFolder } from '../../../local/project';
import { blocksOf } from '../../support/documents';
import { exampleFile } from '../../support/examples';
import { ROOT } from '../../support/process';
import { synthesize } from '../../support/python/synth';

const pythonExample = (name: string) => path.join(ROOT, 'examples', 'python', name);

/** A folder in which the package goes by its name, with a document's TypeScript. */
function folderWith(code: string): string {
  const folder = localFolder('python-readme');
  writeFileSync(path.join(folder, 'app.ts'), code);
  return folder;
}

describe("the README's ten lines", () => {
  const [python = ''] = blocksOf('README.md', 'python');

  it('are ten in Python, too, and those of examples/python/ten-lines', () => {
    expect(python.trimEnd().split('\n')).toHaveLength(10);
    expect(readFileSync(path.join(pythonExample('ten-lines'), 'app.py'), 'utf8')).toBe(python);
  });

  it('make the same templates in Python as in TypeScript', async () => {
    const [typeScript = ''] = blocksOf('README.md', 'ts');
    const expected = await synthesize(folderWith(typeScript), '--app', 'tsx app.ts');

    expect(Object.keys(expected)).toEqual(['Pipelines.template.json']);
    expect(await synthesize(pythonExample('ten-lines'))).toEqual(expected);
  });
});

describe('examples/python/data-lake', () => {
  it('makes the same templates as examples/data-lake', async () => {
    const expected = await synthesize(exampleFile('data-lake', '.'));

    expect(Object.keys(expected)).toEqual(['DataLake.template.json', 'Partner.template.json']);
    expect(await synthesize(pythonExample('data-lake'))).toEqual(expected);
  });
});
