import { expect, it } from 'vitest';
import { readRuleInput } from '../../../local/stack/rule-input';

const EVENT = { detail: { id: 'a', reason: 'no "DAG"\nat all \\ ', n: 3 } };

it.each<[string, string, string]>([
  ['lines of text as they are', '"One."\n"Two: \\"2\\""', '"One."\n"Two: \\"2\\""'],
  ['a text where its variable is', '"<id> and <id>."', '"a and a."'],
  ['a text as JSON has it in quotes', '"<reason>"', '"no \\"DAG\\"\\nat all \\\\ "'],
  ['a number as text', '"<n>"', '"3"'],
  ['nothing where there is nothing', '"<missing>."', '"."'],
])('a rule’s input has %s', (_, InputTemplate, told) => {
  const InputPathsMap = {
    id: '$.detail.id',
    reason: '$.detail.reason',
    n: '$.detail.n',
    missing: '$.detail.missing',
  };

  expect(readRuleInput({ InputPathsMap, InputTemplate })(EVENT)).toBe(told);
});

it.each([
  [
    '{"id": <id>}',
    'knows only lines of text in quotes in a rule\'s input template, not {"id": <id>}',
  ],
  ['"one"\n<id>', "knows only lines of text in quotes in a rule's input template, not <id>"],
  ['"<other>"', "the input template's <other> has no path"],
])('a rule’s input is refused: %j', (InputTemplate, message) => {
  expect(() => readRuleInput({ InputPathsMap: { id: '$.id' }, InputTemplate })).toThrow(message);
});
