import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBatch } from '../../../cli/input/batch-file';

describe('a file of commands', () => {
  it('gives each line the number that it has in the file', () => {
    const messages = readBatch('version\n\n# note\r\n  dags pause a \n', 'p');

    expect(messages.map(({ id, command }) => [id, command.shown])).toEqual([
      ['p-1', 'version'],
      ['p-4', 'dags pause a'],
    ]);
  });

  it('never throws but what it says itself', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (lines) => {
        try {
          readBatch(lines.join('\n'), 'p');
        } catch (error) {
          expect((error as Error).message).toMatch(/^nothing was sent: /);
        }
      }),
    );
  });

  it('names twenty faults and counts the others', () => {
    expect(() => readBatch('nonsense\n'.repeat(25), 'p')).toThrow(/line 20: .*\n {2}and 5 more$/s);
  });
});
