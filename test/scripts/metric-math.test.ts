import { describe, expect, it } from 'vitest';
import { InternalError } from '../../lambda/contract/errors';
import { calculate, type Values } from '../../scripts/dashboard/metric-math';
import { propertiesOf, queueTemplate } from '../support/template';

const metrics = new Map<string, Values>([
  ['a', [1, undefined, 3]],
  ['b', [10, 20, undefined]],
]);

describe('metric math', () => {
  it.each<[string, Values]>([
    ['a', [1, undefined, 3]],
    ['a + b', [11, 20, 3]],
    ['b - a * 2', [8, 20, -6]],
    ['(a + b) * 2', [22, 40, 6]],
    ['a * b / 2', [5, undefined, undefined]],
    ['FILL(a, 0.5)', [1, 0.5, 3]],
    ['FILL(a, REPEAT)', [1, 1, 3]],
    ['FILL(FILL(b, REPEAT), 0) + 1', [11, 21, 21]],
  ])('calculates %s', (expression, values) => {
    expect(calculate(expression, metrics)).toEqual(values);
  });

  it.each([
    ['c', 'there is no metric c'],
    ['a b', 'a b: b is too much'],
    ['a +', 'a +: ends too early'],
    ['(a', '(a: ends too early'],
    ['FILL(a 0)', 'FILL(a 0): has 0 in the place of ,'],
    ['a ^ 2', 'a ^ 2: cannot be read from  ^ 2'],
  ])('refuses %s', (expression, message) => {
    expect(() => calculate(expression, metrics)).toThrow(new InternalError(message));
  });
});

/** The expression of the alarm whose metrics have these ids. */
function alarmExpression(...ids: readonly string[]): string {
  const alarms = propertiesOf<{ Metrics?: { Id: string; Expression?: string }[] }>(
    queueTemplate(),
    'AWS::CloudWatch::Alarm',
  );
  const found = alarms.find(({ Metrics = [] }) =>
    ids.every((id) => Metrics.some((m) => m.Id === id)),
  );
  return found?.Metrics?.find(({ Expression }) => Expression !== undefined)?.Expression ?? '';
}

describe('the alarm of the time to drain', () => {
  const none = [undefined, undefined, undefined];
  const drain = (visible: Values, inFlight: Values, cli: Values, mint: Values) =>
    calculate(
      alarmExpression('visible', 'inFlight', 'cli', 'mint'),
      new Map(Object.entries({ visible, inFlight, cli, mint })),
    );

  it('goes by how long commands took, waiting and running ones', () => {
    expect(drain([99, 99, 99], [1, 1, 1], [5000, 6000, 7000], [200, 0, 0])).toEqual([
      520, 600, 700,
    ]);
  });

  it('goes by the last that ran where none has run, and by 6.5 seconds before the first', () => {
    expect(drain([10, 10, 10], [0, 0, 0], [undefined, 5000, undefined], none)).toEqual([
      65, 50, 50,
    ]);
  });

  it('has nothing to say of a queue without data', () => {
    expect(drain(none, none, none, none)).toEqual(none);
  });
});

describe('the alarm of the polls', () => {
  const polls = (empty: Values, received: Values) =>
    calculate(alarmExpression('empty', 'received'), new Map(Object.entries({ empty, received })));

  it('counts those with and without a message, and is 0 only when there are neither', () => {
    expect(polls([75, 0, 0], [0, 12, 0])).toEqual([75, 12, 0]);
  });

  it('has nothing to say of a queue without data, and goes by one of the two where the other is late', () => {
    expect(polls([undefined, undefined, 15], [undefined, 3, undefined])).toEqual([
      undefined,
      3,
      15,
    ]);
  });
});
