import { describe, expect, it } from 'vitest';
import type { Command } from '../../../../lambda/airflow/command';
import { beginRecord, endRecord } from '../../../../lambda/runner/record/command-record';
import { runningRecord } from '../../../support/command-records';
import { deliveryOf, ENVIRONMENT } from '../../../support/deliveries';
import { requestOf } from '../../../support/requests';

const SETTINGS = { environmentName: ENVIRONMENT, recordsRetentionDays: 30 };
const NO_TRIES = { attempts: 0, crashes: 0, lateAnswers: 0, senselessAnswers: 0 };
const DURATIONS = { mintMs: 1, cliMs: 2 };
const { command } = requestOf('version');

/** The texts of a record that have half a character in them, which neither UTF-8 nor SQS can hold. */
const torn = (record: object): readonly unknown[] =>
  Object.values(record).filter((text) => typeof text === 'string' && !text.isWellFormed());

function begun(shown: string) {
  const request = { id: 'x', command: { ...command, shown } as Command };
  const tries = { ...NO_TRIES, version: 0, mayHaveRun: false };
  return beginRecord(request, deliveryOf(''), tries, SETTINGS, 0);
}

const ended = (reason: string, stdout: string) =>
  endRecord(
    runningRecord(),
    {
      outcome: 'failed',
      reason,
      failure: 'other',
      answer: { stdout, stderr: '' },
      durations: DURATIONS,
    },
    command,
    SETTINGS,
  );

describe('A record has whole characters only', () => {
  it('when its command is too long', () => {
    expect(torn(begun('😀'.repeat(2000)))).toStrictEqual([]);
  });

  it('when its command was sent with half of one', () => {
    expect(torn(begun('dags pause \ud83d'))).toStrictEqual([]);
  });

  it('when its reason is too long', () => {
    expect(torn(ended('😀'.repeat(2000), ''))).toStrictEqual([]);
  });

  it('in its event, when the output is too long', () => {
    expect(torn(ended('no', `${'😀'.repeat(2000)}.`).event)).toStrictEqual([]);
  });
});
