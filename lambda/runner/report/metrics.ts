import type { METRICS } from '../../contract/metrics';
import type { CommandRecord, Failure } from '../../contract/record';
import type { Disposal } from '../batch';
import type { Outcome, Ran } from '../outcome';

/** What is measured at one moment, by the keys of `METRICS`. */
export type MetricValues = { readonly [Metric in keyof typeof METRICS]?: number };

const FAILURES: Readonly<Record<Failure, keyof MetricValues>> = {
  'unknown-dag': 'failedUnknownDag',
  'run-exists': 'failedRunExists',
  'not-understood': 'failedNotUnderstood',
  other: 'failedOther',
};

/** A process of the runner has begun to work. */
export const COLD_START: MetricValues = { coldStarts: 1 };

/** What one try of a command counts. What did not happen is left out: a metric costs by the hours that have data. */
export function measureOutcome(outcome: Outcome, record: CommandRecord): MetricValues {
  switch (outcome.outcome) {
    case 'held':
      return { held: 1, ...(outcome.trouble === 'environment' ? { environmentTroubles: 1 } : {}) };
    case 'succeeded':
      return { succeeded: 1, ...waiting(record), ...taking(outcome) };
    case 'failed':
      return {
        failed: 1,
        [FAILURES[outcome.failure]]: 1,
        ...waiting(record),
        ...taking(outcome),
      };
    case 'refused':
    case 'unknown':
      return { [outcome.outcome]: 1, ...waiting(record) };
  }
}

/** What a message counts that was not run: a duplicate is done with, and any other comes back. */
export function measureSkip(disposal: Disposal): MetricValues {
  return disposal === 'done' ? { duplicatesAvoided: 1 } : {};
}

/** Of its last message: one that was sent back days later has not waited for days. */
function waiting({ startedAt, messageSentAt }: CommandRecord): MetricValues {
  return { queueWait: Math.max(0, Date.parse(startedAt) - Date.parse(messageSentAt)) }; // clocks differ
}

function taking({ durations: { mintMs, cliMs } }: Ran): MetricValues {
  return { mint: mintMs, cli: cliMs };
}
