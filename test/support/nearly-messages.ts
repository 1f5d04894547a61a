import * as fc from 'fast-check';

/** Texts at the borders of what a field allows, and beyond. */
const TEXTS = [
  ...['', ' ', 'a', '-a', 'a b', 'a\n', 'é', '~+:.-_', '!"/@'],
  ...[40, 41, 128, 129, 248, 249, 250, 251].map((length) => 'x'.repeat(length)),
];

/** Values of other kinds. */
const OTHERS: readonly unknown[] = [null, true, 0, 1.5, [], {}, ['a'], ['a', 7], { a: [1] }];

/** Mostly what a field takes, else what is nearly that, else something of any kind. */
const mostly = (right: fc.Arbitrary<unknown>, nearly: fc.Arbitrary<unknown> = right) =>
  fc.oneof(
    { weight: 12, arbitrary: right },
    { weight: 3, arbitrary: nearly },
    { weight: 1, arbitrary: fc.constantFrom(...OTHERS, ...TEXTS) },
  );

const text = () =>
  mostly(
    fc.constant('a-1'),
    fc.oneof(fc.constantFrom(...TEXTS), fc.string({ minLength: 1, maxLength: 3 })),
  );

/** Only days and hours that there are: a schema knows no calendar. */
const time = () => mostly(fc.constant('2026-11-22T06:00:00Z'), anyTime());

const anyTime = () =>
  fc
    .tuple(
      fc.constantFrom('2026-11-22', '2026-1-22'),
      fc.constantFrom('T', ' '),
      fc.constantFrom('06', '06:00', '06:00:00', '06:00:00.123456', '06:00:00.1234567'),
      fc.constantFrom('Z', '', '+02:00', '-0500'),
    )
    .map((parts) => parts.join(''));

type Fields = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** An object with its required fields, mostly; some others; and now and then one that there is not. */
function object(required: Fields, others: Fields): fc.Arbitrary<unknown> {
  const requiredKeys = Object.keys(required);
  const known = fc.record({ ...required, ...others }, { requiredKeys, noNullPrototype: true });
  const lacking = fc.record(
    { ...required, ...others },
    { requiredKeys: [], noNullPrototype: true },
  );
  return fc.oneof(
    { weight: 12, arbitrary: known },
    { weight: 1, arbitrary: lacking },
    { weight: 1, arbitrary: known.map((fields) => ({ ...fields, other: 1 })) },
  );
}

/** Messages that are right, or wrong in a place or two. */
export function nearlyMessages(): fc.Arbitrary<unknown> {
  const conf = mostly(fc.dictionary(fc.string({ maxLength: 3 }), fc.integer(), { maxKeys: 3 }));
  const runId = fc.oneof(
    { weight: 4, arbitrary: text() },
    { weight: 1, arbitrary: fc.constantFrom('scheduled__a', 'backfill__', 'scheduled_a') },
  );
  const trigger = object({ dagId: text() }, { conf, runId, logicalDate: time() });
  const after = mostly(fc.constantFrom(1, 1.5, 1_209_600), fc.constantFrom(0.5, 1_209_601));
  const expires = mostly(object({ after }, { since: time() }));
  const forms = {
    command: text(),
    argv: mostly(
      fc.array(text(), { minLength: 1, maxLength: 3 }),
      fc.array(text(), { maxLength: 1 }),
    ),
    trigger: mostly(trigger),
  };
  const others = { id: text(), source: text(), expires };
  return fc.oneof(
    ...Object.entries(forms).map(([name, form]) => ({
      weight: name === 'trigger' ? 8 : 4,
      arbitrary: object({ [name]: form }, others),
    })),
    { weight: 1, arbitrary: object({}, { ...forms, ...others }) },
  );
}
