import { describe, expect, it } from 'vitest';
import { putSection } from '../../bench/report/document';
import { drawComparisons } from '../../bench/report/plot';
import { writeSection } from '../../bench/report/section';
import { LOADS } from '../support/loads';

describe('a section', () => {
  const goals = [{ goal: 'load < 40 ms', measured: '45 ms', met: false }];
  const written = writeSection(
    'Cold start',
    { method: ['How it was done.'], comparisons: [LOADS], goals },
    'performance-x.svg',
    '_Measured then._',
  );

  it('tells how, what was aimed at, the figures and where they are from, in this order', () => {
    expect(written).toBe(`## Cold start

How it was done.

| goal         | measured | met    |
|---|---|---|
| load < 40 ms | 45 ms    | **no** |

![Cold start](performance-x.svg)

**Time to load**

| ms, n = 3       | median | p90 | of an empty one |
|---|---|---|---|
| an empty one    | 2      | 2   | 1 ×             |
| **ours & only** | 30     | 46  | 15 ×            |

_Measured then._`);
  });
});

describe('a section of single figures', () => {
  it('has no median of them', () => {
    const subjects = LOADS.subjects.map((one) => ({ ...one, samples: one.samples.slice(0, 1) }));
    const measured = { method: [], comparisons: [{ ...LOADS, subjects }], goals: [] };
    expect(writeSection('Size', measured, undefined, '')).toContain(`
| ms              | value | of an empty one |
|---|---|---|
| an empty one    | 2     | 1 ×             |
| **ours & only** | 29    | 14.5 ×          |`);
  });
});

describe('a section of things that were measured more and less often', () => {
  it('says how often each was', () => {
    const subjects = LOADS.subjects.map((one, i) => ({ ...one, samples: [29, 30, 46].slice(i) }));
    const measured = { method: [], comparisons: [{ ...LOADS, subjects }], goals: [] };
    expect(writeSection('Load', measured, undefined, '')).toContain('| ms, n = 3, 2 ');
  });
});

describe('the document', () => {
  const parts = ['first', 'second', 'third'];
  const both = ['second', 'first'].reduce((text, name) => {
    return putSection(text, parts, name, `## ${name}\n\nof old`);
  }, '');

  it('has its sections in their order', () => {
    expect(both.startsWith('# Performance\n')).toBe(true);
    expect([...both.matchAll(/^## (.+)$/gm)].map(([, name]) => name)).toEqual(['first', 'second']);
  });

  it('has one section replaced, and the others as they were', () => {
    const after = putSection(both, parts, 'first', '## first\n\nnew: $1 and $&');
    expect(after).toBe(both.replace('## first\n\nof old', () => '## first\n\nnew: $1 and $&'));
  });

  it('loses the section of a part that is no more', () => {
    const after = putSection(both, ['second'], 'second', '## second\n\nnew');
    expect(after).not.toContain('## first');
    expect(after).toContain('## second\n\nnew\n');
  });
});

describe('the picture of comparisons', () => {
  const picture = drawComparisons('Cold start', [LOADS, { ...LOADS, title: 'Memory' }]);

  it('has bars as long as their medians, and the goal where it is', () => {
    const widths = [...picture.matchAll(/width="([\d.]+)" height="12" class="bar/g)];
    const [empty = 0, ours = 0] = widths.map(([, width]) => Number(width));
    expect(widths).toHaveLength(4);
    expect(ours / empty).toBeCloseTo(15, 0);
    const [, goal = ''] = /x1="([\d.]+)"[^>]*class="goal"/.exec(picture) ?? [];
    expect((Number(goal) - 320) / ours).toBeCloseTo(40 / 30, 1);
  });

  it('names all, without what XML would obey', () => {
    expect(picture).toContain('>Time to load, ms</text>');
    expect(picture).toContain('>Memory, ms</text>');
    expect(picture).toContain('>ours &amp; only</text>');
    expect(picture).toContain('>30, p90 46</text>');
    expect(picture).toContain('>2</text>');
    expect(picture).not.toContain('NaN');
  });

  it('is drawn where nothing takes any time', () => {
    const subjects = [{ name: 'an empty one', isOwn: false, samples: [0] }];
    expect(drawComparisons('Nothing', [{ ...LOADS, goal: 0, subjects }])).not.toContain('NaN');
  });
});
