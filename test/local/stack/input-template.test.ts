import { describe, expect, it } from 'vitest';
import { readInputTemplate } from '../../../local/stack/input-template';

describe('an input template', () => {
  it.each<[string, string, unknown]>([
    ['text in quotes', '{"x":<$.text>}', { x: 'a "quoted"\nline \\ <$.n>' }],
    ['an empty text', '{"x":<$.empty>}', { x: '' }],
    ['a number as it is', '{"x":<$.n>}', { x: 7 }],
    ['an object or a list as it is', '[<$.o>,<$.o.list>]', [{ list: [1] }, [1]]],
    ['null', '{"x":<$.none>}', { x: null }],
    ['several times', '{"x":<$.n>,"y":[<$.n>,<$.n>]}', { x: 7, y: [7, 7] }],
    ['nothing at all', '{"x":"a < b > c"}', { x: 'a < b > c' }],
    ['the whole of it', '<$.text>', 'a "quoted"\nline \\ <$.n>'],
  ])('puts the value where the variable is: %s', (_, template, input) => {
    const event = {
      text: 'a "quoted"\nline \\ <$.n>',
      empty: '',
      n: 7,
      o: { list: [1] },
      none: null,
    };

    expect(readInputTemplate(template)(event)).toEqual(input);
  });

  it('yields nothing of an event without the value: it names the variable', () => {
    const transform = readInputTemplate('{"x":<$.a.b>}');

    expect(() => transform({ a: {} })).toThrow('the event has nothing at $.a.b');
  });

  it.each([
    ['{"x":<$.a>', 'the input template {"x":<$.a> yields no JSON'],
    ['{"x":}', 'yields no JSON'],
    ['{<$.a>:1}', 'yields no JSON'],
    ['{"x":"id <$.a>"}', 'does not know variables in quotes, as in "id <$.a>": leave them out'],
    ['{"x":"<aws.pipes.pipe-name>"}', 'does not know variables in quotes'],
    ['{"x":<aws.pipes.pipe-name>}', 'does not know the path aws.pipes.pipe-name'],
  ])('is refused: %s', (template, message) => {
    expect(() => readInputTemplate(template)).toThrow(message);
  });
});
