import { globSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import packageJson from '../package.json';
import { ROOT } from './support/process';

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

/** What tells people and machines which scripts to run. */
const TOLD_BY = ['*.md', 'docs/*.md', '.ci/run', 'cdk.json', 'package.json'];

describe('a script of package.json', () => {
  const told = TOLD_BY.flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
    .map(read)
    .join('\n');
  const names = [...told.matchAll(/npm (?:run (?:--silent )?)?([\w:-]+)/g)].map(([, name]) => name);

  it('is told of somewhere, or another one runs it, but "prepack": that one npm runs', () => {
    const known = new Set([...names, 'prepack']);
    expect(Object.keys(packageJson.scripts).filter((name) => !known.has(name))).toEqual([]);
  });
});

describe('a dependency of package.json', () => {
  const [, section = ''] = read('docs/design.md').split('\n## Dependencies\n');
  const [table = ''] = section.split('\n## ');
  const rows = [...table.matchAll(/^\| (`.+?) \|/gm)].map(([, cell = '']) => cell);
  const named = rows.flatMap((cell) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );

  it('is in the table of docs/design.md, with its reason, and nothing else is', () => {
    const grouped = named.filter((name) => name.endsWith('/*')).map((name) => name.slice(0, -1));
    const single = Object.keys(packageJson.devDependencies).filter(
      (name) => !grouped.some((group) => name.startsWith(group)),
    );
    expect(named.filter((name) => !name.endsWith('/*')).toSorted()).toEqual(single.toSorted());
  });
});
