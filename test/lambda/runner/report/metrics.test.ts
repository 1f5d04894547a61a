import { describe, expect, it } from 'vitest';
import { METRICS } from '../../../../lambda/contract/metrics';
import type { Outcome, Trouble } from '../../../../lambda/runner/outcome';
import {
  COLD_START,
  type MetricValues,
  measureOutcome,
  measureSkip,
} from '../../../../lambda/runner/report/metrics';
import { endedRecord, heldRecord } from '../../../support/command-records';

const RAN = {
  answer: { stdout: 'created', stderr: '' },
  durations: { mintMs: 10, cliMs: 5000 },
};
/** What of a command is measured that Airflow answered, and that waited for two seconds. */
const TIMES = { queueWait: 2000, mint: 10, cli: 5000 };

const ENDINGS: readonly (readonly [string, Outcome, MetricValues])[] = [
  ['succeeded', { outcome: 'succeeded', ...RAN }, { succeeded: 1, ...TIMES }],
  ...(
    [
      ['unknown-dag', 'failedUnknownDag'],
      ['run-exists', 'failedRunExists'],
      ['not-understood', 'failedNotUnderstood'],
      ['other', 'failedOther'],
    ] as const
  ).map(
    ([failure, metric]) =>
      [
        `failed (${failure})`,
        { outcome: 'failed', reason: 'no', failure, ...RAN },
        { failed: 1, [metric]: 1, ...TIMES },
      ] as const,
  ),
  ['refused', { outcome: 'refused', reason: 'no' }, { refused: 1, queueWait: 2000 }],
  [
    'refused, as its sender asked',
    { outcome: 'refused', reason: 'stale', asAsked: true },
    { refused: 1, queueWait: 2000 },
  ],
  ['unknown', { outcome: 'unknown', reason: 'lost' }, { unknown: 1, queueWait: 2000 }],
];

const held = (trouble: Trouble): Outcome => ({
  outcome: 'held',
  reason: 'busy',
  trouble,
  mayHaveRun: false,
});

describe('What is measured of a command', () => {
  it.each(ENDINGS)(
    'that has %s: its outcome, how long it waited, and what it took',
    (...ending) => {
      const [, outcome, values] = ending;
      expect(measureOutcome(outcome, endedRecord())).toStrictEqual(values);
    },
  );

  it('that was sent back: how long its last message waited, not the first', () => {
    const record = endedRecord({
      sentAt: '2026-02-01T10:00:00.000Z',
      messageSentAt: '2026-03-01T10:00:01.500Z',
    });
    expect(measureOutcome({ outcome: 'refused', reason: 'no' }, record)).toMatchObject({
      queueWait: 500,
    });
  });

  it('that was sent later than it was begun, since clocks differ: no wait', () => {
    const record = endedRecord({ messageSentAt: '2026-03-01T10:00:03.000Z' });
    expect(measureOutcome({ outcome: 'refused', reason: 'no' }, record)).toMatchObject({
      queueWait: 0,
    });
  });

  it.each<[Trouble, MetricValues]>([
    ['environment', { held: 1, environmentTroubles: 1 }],
    ['late', { held: 1 }],
    ['senseless', { held: 1 }],
    ['unknown-dag', { held: 1 }],
    ['same-second', { held: 1 }],
    ['upgraded', { held: 1 }],
  ])('that is held (%s): the try, and whether the environment is in trouble', (trouble, values) => {
    expect(measureOutcome(held(trouble), heldRecord())).toStrictEqual(values);
  });
});

describe('What is measured of a message that is not run', () => {
  it('is that a duplicate was avoided, when it is done with', () => {
    expect(measureSkip('done')).toStrictEqual({ duplicatesAvoided: 1 });
  });

  it('is nothing when it comes back', () => {
    expect(measureSkip('give-back')).toStrictEqual({});
  });
});

it('Every metric of the contract is measured somewhere', () => {
  const measured = [
    ...ENDINGS.map(([, outcome]) => measureOutcome(outcome, endedRecord())),
    measureOutcome(held('environment'), heldRecord()),
    measureSkip('done'),
    COLD_START,
  ];
  const keys = new Set(measured.flatMap((values) => Object.keys(values)));
  expect([...keys].toSorted()).toStrictEqual(Object.keys(METRICS).toSorted());
});
