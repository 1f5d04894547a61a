import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportedNames, membersIn } from './support/exports';
import { ROOT } from './support/process';

/** Pure: what jsii knows of `lib` beside the names, test/e2e/package/api.test.ts holds. */
const document = (name: string) => readFileSync(path.join(ROOT, 'docs', name), 'utf8');

describe('what `mwaa-cli-queue` exports', () => {
  it('is in docs/api.md, each name under a heading of its own, and nothing else is', () => {
    const headings = [...document('api.md').matchAll(/^### (\w+)$/gm)].map(([, name]) => name);
    expect(headings.toSorted()).toEqual(exportedNames('lib/index.ts').toSorted());
  });
});

describe('what `mwaa-cli-queue/testing` exports', () => {
  const text = document('testing.md');

  it('is in docs/testing.md', () => {
    const names = exportedNames('testing/index.ts');
    expect(names).toContain('startMwaaStandIn');
    expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });

  it('is there with all its members, each with a docstring', () => {
    const members = membersIn('testing/types.ts');
    expect(members.map(({ name }) => name)).toContain('RanOnce.startedAt');
    const untold = members.filter(({ name }) => {
      const [, member] = name.split('.');
      return !new RegExp(`\`${member}(\\(.*?\\))?\``).test(text);
    });
    expect(untold).toEqual([]);
    expect(members.filter(({ docs }) => docs === '')).toEqual([]);
  });
});
