import { InvalidArgumentError } from 'commander';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choose, chooseOne } from '../../cli/deployment/choose';
import { readDeployments } from '../../cli/deployment/deployment';
import { readBatch } from '../../cli/input/batch-file';
import {
  readCount,
  readId,
  readPatience,
  readSeconds,
  secondsBetween,
} from '../../cli/input/option-values';
import { commandField, prepareMessage } from '../../cli/input/request';
import { duration, oneLine, shorten, table, wrap } from '../../cli/terminal/format';

describe('a time on the command line', () => {
  it.each([
    ['90s', 90],
    ['90', 90],
    ['10m', 600],
    ['2h', 7200],
    ['7d', 604_800],
    ['0s', 0],
  ])('%s is %d seconds', (text, seconds) => {
    expect(readSeconds(text)).toBe(seconds);
  });

  it.each(['', 's', '-1s', '1.5h', '10 m', '1w', '1h30m', '1234567s'])('is not %j', (text) => {
    expect(() => readSeconds(text)).toThrow(InvalidArgumentError);
  });

  it.each(['0s', '0', '15d', '337h'])('is no time to wait when it is %s', (text) => {
    expect(() => readPatience(text)).toThrow('give 1s to 14d');
  });

  it('may be the least and the most', () => {
    const read = secondsBetween('5s', '1h');

    expect([read('5'), read('60m')]).toEqual([5, 3600]);
    expect(() => read('4s')).toThrow('give 5s to 1h');
    expect(() => read('3601s')).toThrow('give 5s to 1h');
  });
});

describe('an id and a count on the command line', () => {
  it('are taken as they are', () => {
    expect(readId('nightly-2026-11-26')).toBe('nightly-2026-11-26');
    expect(readCount('20')).toBe(20);
  });

  it.each(['', 'a b', 'é', 'x'.repeat(129)])('refuse the id %j', (text) => {
    expect(() => readId(text)).toThrow('use 1 to 128 ASCII letters, digits or punctuation');
  });

  it.each(['0', '-1', 'many', '1e3', ''])('refuse the count %j', (text) => {
    expect(() => readCount(text)).toThrow('give a whole number, 1 to 999999');
  });
});

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

describe('what stands on the command line', () => {
  it('is a text when it is one argument, and words when it is several', () => {
    expect(commandField(['dags pause a'])).toEqual({ command: 'dags pause a' });
    expect(commandField(['dags', 'pause', 'a b'])).toEqual({ argv: ['dags', 'pause', 'a b'] });
  });

  it('becomes a message in ASCII, with id and source', () => {
    const { body, command } = prepareMessage({ id: 'x', ...commandField(['dags', 'pause', 'é']) });

    expect(body).toMatch(/^[ -~]+$/);
    expect(JSON.parse(body)).toEqual({ id: 'x', source: 'mwaaq', argv: ['dags', 'pause', 'é'] });
    expect(command.verb).toBe('dags pause');
  });
});

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

describe('the deployment that is meant', () => {
  const deployment = (name: string) => {
    const [found] = readDeployments(`stack-${name}`, {
      EnvironmentName: name,
      QueueUrl: 'q',
      DeadLetterQueueUrl: 'd',
      RecordsTableName: 'r',
    });
    if (found === undefined) throw new Error('it is one');
    return found;
  };
  const both = [deployment('a'), deployment('b')];

  it('is told by its stack or its environment, or is the only one', () => {
    expect(chooseOne(both, { stack: 'stack-a' }, 'here').environmentName).toBe('a');
    expect(chooseOne(both, { environment: 'b' }, 'here').environmentName).toBe('b');
    expect(chooseOne([deployment('a')], {}, 'here').environmentName).toBe('a');
    expect(choose(both, {}, 'here')).toHaveLength(2);
  });

  it.each([
    [
      both,
      {},
      'here has more than one stack of mwaa-cli-queue: name one by --stack or --environment, of stack-a (a), stack-b (b)',
    ],
    [
      both,
      { stack: 'c' },
      'here has no stack of mwaa-cli-queue named "c": there are stack-a (a), stack-b (b)',
    ],
    [
      [],
      { environment: 'c' },
      'here has no stack of mwaa-cli-queue of the environment "c": deploy one, or look at the region and the profile',
    ],
  ])('is asked for when it is not clear', (found, wanted, told) => {
    expect(() => chooseOne(found, wanted, 'here')).toThrow(told);
  });

  it.each(['EnvironmentName', 'QueueUrl', 'DeadLetterQueueUrl', 'RecordsTableName'])(
    'is no stack without %s',
    (name) => {
      const { outputs } = deployment('a');
      expect(readDeployments('stack', { ...outputs, [name]: '' })).toEqual([]);
    },
  );
});
