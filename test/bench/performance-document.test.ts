import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PARTS } from '../../bench/parts';
import { ROOT } from '../support/process';

const DOCS = path.join(ROOT, 'docs');
const document = readFileSync(path.join(DOCS, 'performance.md'), 'utf8');

describe('docs/performance.md', () => {
  it.each(PARTS.map(({ name, heading }) => [name, heading]))(
    'has what "npm run bench -- %s" has measured',
    (name, heading) => {
      const [, section = ''] = document.split(`<!-- bench: ${name} -->\n## ${heading}\n`);
      expect(section).toContain('_Measured on ');
      const own = section.split(`<!-- end of ${name} -->`)[0] ?? '';
      for (const [, picture = ''] of own.matchAll(/\]\(([^)]+\.svg)\)/g)) {
        expect(existsSync(path.join(DOCS, picture)), picture).toBe(true);
      }
    },
  );

  it('has no section but those of parts', () => {
    const names = [...document.matchAll(/<!-- bench: (\S+) -->/g)].map(([, name]) => name);
    expect(names).toEqual(PARTS.map(({ name }) => name));
  });
});
