import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawTerminal } from '../../scripts/terminal/draw';
import { Screen } from '../../scripts/terminal/screen';
import { ROOT } from '../support/process';

/** What stands on a screen, blanks at a line's start and end aside. */
function textOn(columns: number, written: string): readonly string[] {
  const screen = new Screen(columns);
  screen.write(written);
  return screen.runs.map((runs) => runs.map(({ text }) => text).join(' '));
}

describe('a terminal', () => {
  it.each([
    ['begins a line with CR and LF', 'a\r\nb', ['a', 'b']],
    ['writes over what stands there', 'abc\rx', ['xbc']],
    ['clears to the end of the line', 'abc\rx\u001b[K', ['x']],
    ['clears all, and begins at the top', 'abc\r\ndef\u001b[2J\u001b[Hx', ['x', '']],
    ['goes on in the next line', 'abcdefg', ['abcde', 'fg']],
    ['waits at the end of a line', 'abcde\r\nf', ['abcde', 'f']],
  ])('%s', (_, written, seen) => {
    expect(textOn(5, written)).toEqual(seen);
  });

  it('shows looks, each with its own place', () => {
    const screen = new Screen(80);
    screen.write('  \u001b[31mno\u001b[39m  \u001b[1mB\u001b[22m\u001b[2md\u001b[0me f');

    expect(screen.runs).toEqual([
      [
        { column: 2, text: 'no', style: { bold: false, dim: false, colour: 1 } },
        { column: 6, text: 'B', style: { bold: true, dim: false } },
        { column: 7, text: 'd', style: { bold: false, dim: true } },
        { column: 8, text: 'e f', style: { bold: false, dim: false } },
      ],
    ]);
  });

  it.each(['\u001b[5m', '\u001b[3A', '\u001b]', '\u0007', '\u001b[1K'])('refuses %j', (written) => {
    expect(() => new Screen(80).write(written)).toThrow(/^unknown: /);
  });

  it('is drawn without what XML would obey', () => {
    const screen = new Screen(10);
    screen.write('\u001b[32ma<b&"\u001b[39m\r\n\r\n');
    const drawn = drawTerminal(screen, 10, 'a & b');

    expect(drawn).toContain(
      'textLength="40" lengthAdjust="spacingAndGlyphs" class="colour2">a&lt;b&amp;&quot;</text>',
    );
    expect(drawn).toContain('<title>a &amp; b</title>');
  });
});

describe('the pictures', () => {
  it.each([
    ['run', 'waiting: about'],
    ['status', 'done in about'],
    ['failed', 'OUTCOME'],
    ['doctor', 'commands queue'],
  ])('are there, and in docs/cli.md: %s (npm run pictures)', (name, words) => {
    const file = path.join(ROOT, 'docs', `terminal-${name}.svg`);

    expect(existsSync(file)).toBe(true);
    expect(readFileSync(file, 'utf8')).toContain(words);
    const document = readFileSync(path.join(ROOT, 'docs', 'cli.md'), 'utf8');
    expect(document).toContain(`](terminal-${name}.svg)`);
  });
});
