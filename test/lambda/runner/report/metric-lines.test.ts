import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Outcome } from '../../../../lambda/runner/outcome';
import { readMetrics } from '../../../../local/embedded-metrics';
import { endedRecord, heldRecord } from '../../../support/command-records';
import { deliveryOf, ENVIRONMENT } from '../../../support/deliveries';
import { coldStartLine, reportedLine, skippedLine } from '../../../support/log-lines';
import { requestOf } from '../../../support/requests';

const NOW = Date.parse('2026-03-01T10:00:08Z');
const RAN = {
  answer: { stdout: 'created', stderr: '' },
  durations: { mintMs: 10, cliMs: 5000 },
};
const { command } = requestOf('version');

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

describe('The line of an outcome', () => {
  it.each<[Outcome, readonly string[]]>([
    [
      { outcome: 'succeeded', ...RAN },
      ['CommandsSucceeded', 'QueueWaitTime', 'MintTime', 'CliTime'],
    ],
    [
      { outcome: 'failed', reason: 'no', failure: 'unknown-dag', ...RAN },
      ['CommandsFailed', 'FailedUnknownDag', 'QueueWaitTime', 'MintTime', 'CliTime'],
    ],
    [{ outcome: 'refused', reason: 'no' }, ['CommandsRefused', 'QueueWaitTime']],
    [{ outcome: 'unknown', reason: 'lost' }, ['CommandsUnknown', 'QueueWaitTime']],
  ])('$outcome has its metrics, as CloudWatch reads them', (outcome, names) => {
    vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
    const read = readMetrics(reportedLine(endedRecord(), outcome, command));
    expect(read?.timestamp).toBe(NOW);
    expect(read?.namespace).toBe('MwaaCommandQueue');
    expect(read?.dimensions).toStrictEqual({ Environment: ENVIRONMENT });
    expect(Object.keys(read?.values ?? {})).toStrictEqual(names);
  });

  it('has them also when it is held', () => {
    const held: Outcome = {
      outcome: 'held',
      reason: 'busy',
      trouble: 'environment',
      mayHaveRun: false,
    };
    expect(readMetrics(reportedLine(heldRecord(), held, command))?.values).toStrictEqual({
      CommandsHeld: 1,
      EnvironmentTroubles: 1,
    });
  });
});

describe('The line of a message that is not run', () => {
  const skip = (disposal: 'done' | 'give-back') =>
    readMetrics(skippedLine(deliveryOf('version'), 'upload-7', 'because', disposal));

  it('has the metric of a duplicate', () => {
    expect(skip('done')).toMatchObject({
      dimensions: { Environment: ENVIRONMENT },
      values: { DuplicatesAvoided: 1 },
    });
  });

  it('has no metric when the message comes back', () => {
    expect(skip('give-back')).toBeUndefined();
  });
});

it('A process that begins to work says so', () => {
  expect(readMetrics(coldStartLine())).toMatchObject({
    dimensions: { Environment: ENVIRONMENT },
    values: { ColdStarts: 1 },
  });
});
