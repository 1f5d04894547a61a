import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DeadLetter, readDeadLetter } from '../../../lambda/contract/dead-letter';
import { writeAsciiJson } from '../../../lambda/contract/json';
import { anyText } from '../../support/any-text';

describe('the attribute of a dead letter', () => {
  it('is read for its id and its attempts, and kept as it came', () => {
    const attribute = ' {"attempts": 3, "id": "upload-7", "by": "a later version"} ';
    expect(readDeadLetter(attribute)).toStrictEqual({ id: 'upload-7', attempts: 3, attribute });
  });

  it('proves nothing by what is no text', () => {
    const attribute = '{"id":"upload-7","attempts":3,"proof":["writer-1"]}';
    expect(readDeadLetter(attribute)).toStrictEqual({ id: 'upload-7', attempts: 3, attribute });
  });

  it('that the runner wrote is read back, whatever its reason holds', () => {
    const deadLetter = fc.record<DeadLetter>({
      outcome: fc.constantFrom('failed', 'refused', 'unknown'),
      reason: anyText(),
      id: fc.stringMatching(/^[!-~]{1,128}$/),
      firstSeen: fc.constant('2026-03-01T10:00:01.000Z'),
      attempts: fc.nat(),
      proof: fc.uuid(),
    });
    fc.assert(
      fc.property(deadLetter, (written) => {
        const attribute = writeAsciiJson(written);
        const { id, attempts, proof } = written;
        expect(readDeadLetter(attribute)).toStrictEqual({ id, attempts, proof, attribute });
      }),
    );
  });

  it.each([
    ['nothing', undefined],
    ['no text', ''],
    ['no JSON', 'upload-7'],
    ['cut-off JSON', '{"id":"upload-7","attempts":2'],
    ['null', 'null'],
    ['a number', '7'],
    ['a text', '"upload-7"'],
    ['a list', '["upload-7",2]'],
    ['no id', '{"attempts":2}'],
    ['an id that is a number', '{"id":7,"attempts":2}'],
    ['an empty id', '{"id":"","attempts":2}'],
    ['an id that no command can have', '{"id":"environment MyEnvironment","attempts":2}'],
    ['an id that is too long', `{"id":"${'x'.repeat(129)}","attempts":2}`],
    ['no attempts', '{"id":"upload-7"}'],
    ['attempts that are text', '{"id":"upload-7","attempts":"2"}'],
  ])('opens nothing when it is %s', (_title, attribute) => {
    expect(readDeadLetter(attribute)).toBeUndefined();
  });

  it('is read or left alone, and never throws, whatever somebody puts there', () => {
    const anything = fc.oneof(anyText(), fc.json());
    fc.assert(
      fc.property(anything, (attribute) => {
        expect([undefined, attribute]).toContain(readDeadLetter(attribute)?.attribute);
      }),
    );
  });
});
