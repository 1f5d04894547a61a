import fc from 'fast-check';
import type { Via } from '../../../lambda/contract/via';
import type { Outage, Upgrade } from './script';

/** What an environment may run, and how its queue may be deployed. */
export interface Choice {
  /** The oldest first. */
  readonly versions: readonly string[];
  readonly vias: readonly Via[];
  /** How often it is drawn. */
  readonly weight: number;
}

const WITH_REST = ['2.4.3', '2.11.2', '3.0.6'] as const;

/** By REST alone nothing goes to an older Airflow. */
export const CHOICES: readonly Choice[] = [
  { weight: 3, vias: ['cli', 'auto'], versions: ['1.10.12', '2.0.2', ...WITH_REST] },
  { weight: 1, vias: ['cli', 'rest', 'auto'], versions: WITH_REST },
];

const HOW = fc.constantFrom<Outage['how'][]>(
  'no connection',
  'answered 503',
  'reset, not run',
  'reset, run',
);

/** Four days outlast the three that a message is held, and cost some hundred times more. */
export const OUTAGE: fc.Arbitrary<Outage> = fc.record({
  fromSeconds: fc.constantFrom(0, 10, 100),
  seconds: fc.oneof(
    { weight: 200, arbitrary: fc.constantFrom(60, 1200) },
    { weight: 1, arbitrary: fc.constant(4 * 86_400) },
  ),
  how: HOW,
});

/** One may come between two commands, or two tries of one, and before or after what is kept of the version is old. */
const UPGRADE: fc.Arbitrary<Omit<Upgrade, 'to'>> = fc.record({
  fromSeconds: fc.constantFrom(1, 2, 3, 5, 10, 100, 1300),
  seconds: fc.constantFrom(0, 60, 300, 1200),
  how: HOW,
  told: fc.constantFrom<Upgrade['told'][]>('when it is over', 'when it begins', 'late'),
});

/** The version that an environment has, and an upgrade to a later one. */
interface Airflow {
  readonly airflowVersion: string;
  readonly upgrade: Upgrade | undefined;
}

/** @param share of the environments that are upgraded, of 1 */
export function airflows({ versions }: Choice, share: number): fc.Arbitrary<Airflow> {
  const pair = fc.subarray([...versions], { minLength: 2, maxLength: 2 });
  return fc.oneof(
    {
      weight: Math.round(100 * (1 - share)),
      arbitrary: fc.record({
        airflowVersion: fc.constantFrom(...versions),
        upgrade: fc.constant(undefined),
      }),
    },
    {
      weight: Math.round(100 * share),
      arbitrary: fc.tuple(pair, UPGRADE).map(([[airflowVersion = '', to = ''], upgrade]) => ({
        airflowVersion,
        upgrade: { ...upgrade, to },
      })),
    },
  );
}
