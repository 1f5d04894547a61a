import { describe, expect, it } from 'vitest';
import type { FinalOutcome } from '../../../../lambda/contract/dead-letter';
import type { CommandRecord } from '../../../../lambda/contract/record';
import { type Ask, decideOpening, type Opening } from '../../../../lambda/runner/record/opening';
import { endedRecord, heldRecord, runningRecord } from '../../../support/command-records';
import { deliveryOf } from '../../../support/deliveries';

const NOW = Date.parse('2026-03-01T10:05:00Z');

/** The message that the record was made from, or another one. */
const MESSAGES = { same: {}, other: { messageId: 'message-2' } } as const;
/** The command of the record, or another one. */
const COMMANDS = { same: 'f1', other: 'f2' } as const;
/** What the message's attribute says: the record has the id upload-7, and was begun three times. */
const ATTRIBUTES = {
  none: undefined,
  own: { id: 'upload-7', attempts: 3, attribute: '{}' },
  older: { id: 'upload-7', attempts: 2, attribute: '{}' },
  foreign: { id: 'upload-8', attempts: 3, attribute: '{}' },
} as const;

type Same = keyof typeof MESSAGES;
type Attribute = keyof typeof ATTRIBUTES;

interface Situation extends Partial<Ask> {
  readonly message: Same;
  readonly command: Same;
  readonly attribute?: Attribute;
}

function decide(record: CommandRecord | undefined, situation: Situation): Opening {
  const { message, command, attribute = 'none', repeatable = true } = situation;
  const delivery = deliveryOf('version', {
    ...MESSAGES[message],
    deadLetter: ATTRIBUTES[attribute],
  });
  const ask = { fingerprint: COMMANDS[command], repeatable, refused: false, isStranger: false };
  return decideOpening(record, ask, delivery, NOW);
}

const ALL: readonly Same[] = ['same', 'other'];
const EVERY_ATTRIBUTE = Object.keys(ATTRIBUTES) as readonly Attribute[];
const everyMessage = ALL.flatMap((message) => ALL.map((command) => ({ message, command })));
const everyDelivery = everyMessage.flatMap((one) =>
  EVERY_ATTRIBUTE.map((attribute) => ({ ...one, attribute })),
);

it.each(everyDelivery)(
  'A command without a record is begun: $message message, $command command, $attribute attribute',
  (situation) => {
    expect(decide(undefined, situation).kind).toBe('begin');
  },
);

describe('A record that is held', () => {
  it.each(everyDelivery)(
    'is begun again, but not by another command: $message message, $command command, $attribute attribute',
    (situation) => {
      const isStranger = situation.message === 'other' && situation.command === 'other';
      const expected = isStranger ? 'another-command' : 'begin';
      expect(decide(heldRecord({ attempts: 3 }), situation).kind).toBe(expected);
    },
  );
});

describe('A record that is running', () => {
  const kinds = (situation: Situation, leaseUntil: number) =>
    [true, false].map((repeatable) =>
      decide(runningRecord({ attempts: 3, leaseUntil }), { ...situation, repeatable }),
    );

  it.each<[Same, Same, string, string, string]>([
    ['same', 'same', 'busy', 'begin', 'abandoned'],
    ['same', 'other', 'busy', 'begin', 'abandoned'],
    ['other', 'same', 'busy', 'begin', 'abandoned'],
    ['other', 'other', 'another-command', 'another-command', 'another-command'],
  ])(
    '%s message, %s command: %s while the lease lives; then %s, or if not repeatable %s',
    (message, command, live, over, overForever) => {
      for (const attribute of EVERY_ATTRIBUTE) {
        const situation = { message, command, attribute };
        const alive = kinds(situation, NOW + 1).map(({ kind }) => kind);
        expect(alive).toStrictEqual([live, live]);
        const dead = kinds(situation, NOW).map(({ kind }) => kind);
        expect(dead).toStrictEqual([over, overForever]);
      }
    },
  );

  it('tells until when it may be busy', () => {
    const leaseUntil = NOW + 90_000;
    const opening = decide(runningRecord({ leaseUntil }), { message: 'same', command: 'same' });
    expect(opening).toStrictEqual({ kind: 'busy', leaseUntil });
  });
});

describe('A record that has ended', () => {
  const NOT_REFUSED: readonly FinalOutcome[] = ['succeeded', 'failed', 'unknown'];

  it.each<[Same, Same, Attribute, string, string]>([
    ['same', 'same', 'none', 'came-back', 'came-back'],
    ['same', 'same', 'own', 'came-back', 'came-back'],
    ['same', 'same', 'older', 'came-back', 'came-back'],
    ['same', 'same', 'foreign', 'came-back', 'came-back'],
    ['same', 'other', 'none', 'came-back', 'came-back'],
    ['same', 'other', 'own', 'came-back', 'came-back'],
    ['same', 'other', 'older', 'came-back', 'came-back'],
    ['same', 'other', 'foreign', 'came-back', 'came-back'],
    ['other', 'same', 'none', 'late-duplicate', 'begin'],
    ['other', 'same', 'own', 'begin', 'begin'],
    ['other', 'same', 'older', 'late-duplicate', 'begin'],
    ['other', 'same', 'foreign', 'late-duplicate', 'begin'],
    ['other', 'other', 'none', 'another-command', 'begin'],
    ['other', 'other', 'own', 'begin', 'begin'],
    ['other', 'other', 'older', 'another-command', 'begin'],
    ['other', 'other', 'foreign', 'another-command', 'begin'],
  ])(
    '%s message, %s command, %s attribute: %s; if it was refused, which frees its id: %s',
    (message, command, attribute, otherwise, refused) => {
      const situation = { message, command, attribute };
      const kindAfter = (outcome: FinalOutcome) =>
        decide(endedRecord({ outcome, attempts: 3 }), situation).kind;
      expect(NOT_REFUSED.map(kindAfter)).toStrictEqual(NOT_REFUSED.map(() => otherwise));
      expect(kindAfter('refused')).toBe(refused);
    },
  );

  it.each<[FinalOutcome, boolean, boolean]>([
    ['failed', false, false],
    ['refused', false, false],
    ['unknown', false, true],
    ['failed', true, true],
  ])(
    'as %s (may have run: %s) is retried as one that may have run: %s',
    (outcome, before, after) => {
      const record = endedRecord({ outcome, mayHaveRun: before, attempts: 3 });
      const retry = { message: 'other', command: 'same', attribute: 'own' } as const;
      expect(decide(record, retry)).toMatchObject({ tries: { mayHaveRun: after } });
    },
  );

  it('is handed on when it came back, so that its dead letter can be sent again', () => {
    const record = endedRecord();
    expect(decide(record, { message: 'same', command: 'same' })).toMatchObject({ record });
  });
});
