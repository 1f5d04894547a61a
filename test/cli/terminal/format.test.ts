import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duration, oneLine, shorten, table, wrap } from '../../../cli/terminal/format';

describe('a span', () => {
  it.each([
    [0.2, 'less than a second'],
    [6, '6 s'],
    [99, '99 s'],
    [600, '10 min'],
    [7200, '2 h'],
    [259_200, '3 days'],
  ])('of %d seconds is said as %j', (seconds, said) => {
    expect(duration(seconds)).toBe(said);
  });
});

describe('a table', () => {
  it('has columns as wide as they need be', () => {
    const columns = [
      { heading: 'ID', cell: ({ id }: { readonly id: string }) => id },
      { heading: 'LENGTH', cell: ({ id }: { readonly id: string }) => String(id.length) },
    ];

    expect(table([{ id: 'a' }, { id: 'long' }], columns)).toBe('ID    LENGTH\na     1\nlong  4');
  });

  it('colours a cell, and not the blanks after it', () => {
    const columns = [
      { heading: 'ID', cell: (id: string) => id, look: (id: string) => `<${id}>` },
      { heading: 'LENGTH', cell: (id: string) => String(id.length) },
    ];

    expect(table(['a', 'long'], columns)).toBe('ID    LENGTH\n<a>     1\n<long>  4');
  });

  it.each([
    [22, 'ID  REASON\na   one two three four'],
    [21, 'ID\na\n  one two three four'],
  ])('puts below the others what has no room beside them: %d columns', (width, written) => {
    const columns = [
      { heading: 'ID', cell: () => 'a' },
      { heading: 'REASON', cell: () => 'one two three four' },
    ];

    expect(table([0], columns, width)).toBe(written);
  });

  it('says nothing below of what is empty, and keeps its first column', () => {
    const columns = [
      { heading: 'ID', cell: () => 'x'.repeat(30) },
      { heading: 'REASON', cell: () => '' },
    ];

    expect(table([0], columns, 25)).toBe(`ID\n${'x'.repeat(30)}`);
  });

  it('marks what it cuts off', () => {
    expect([shorten('abcd', 4), shorten('abcde', 4)]).toEqual(['abcd', 'abc…']);
  });

  it('shows what a terminal would obey, and does not obey it', () => {
    expect(oneLine('a\nb\u001b[2Jc')).toBe('a b·[2Jc');
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/\p{Cc}/u.test(oneLine(text))));
  });
});

describe('a text in a column', () => {
  it('is broken between words, and stays there', () => {
    const text = 'one two three four five six seven';

    expect(wrap(text, 30, 4)).toBe('one two three four five\n    six seven');
    expect(wrap(text, undefined, 4)).toBe(text);
    expect(wrap(text, 20, 4)).toBe(text);
  });

  it('counts no colour', () => {
    expect(wrap('\u001b[31mone two three four five\u001b[39m', 30, 7)).not.toContain('\n');
  });

  it('has a longer word whole, as far to the right as there is room', () => {
    const host = 'h'.repeat(27);

    expect(wrap(`for ${host} only`, 30, 8)).toBe(`for\n   ${host}\n        only`);
    expect(wrap(host, 30, 8)).toBe(`\n   ${host}`);
    expect(wrap('h'.repeat(40), 30, 8)).toBe(`\n${'h'.repeat(40)}`);
  });

  it('never is wider than the terminal, and loses no word', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,20}$/), { minLength: 1 });
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 60 }), (all, room) => {
        const lines = wrap(all.join(' '), room + 10, 10).split('\n');
        expect(lines.join(' ').split(/ +/)).toEqual(all);
        for (const [i, line] of lines.entries()) {
          expect(line.length).toBeLessThanOrEqual(i === 0 ? room : room + 10);
        }
      }),
    );
  });
});
