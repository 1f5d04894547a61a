import { describe, expect, it } from 'vitest';
import { EVENT_FIELDS, type OutcomeEventType } from '../../../../lambda/contract/record';
import { announce, announceOutcome } from '../../../../lambda/runner/record/announcement';
import { endedRecord } from '../../../support/command-records';
import { ENVIRONMENT } from '../../../support/deliveries';

const ALL_NAMES = ['detailType', ...EVENT_FIELDS].toSorted();

describe('The announcement of a command', () => {
  it('tells what its record says, all of it as text', () => {
    const record = endedRecord({
      command: 'dags trigger load --run-id r1',
      dagId: 'load',
      runId: 'r1',
      source: 's3',
      attempts: 3,
      via: 'rest',
    });
    const output = { stdout: 'created', stderr: 'a warning' };
    expect(announceOutcome(record, output)).toStrictEqual({
      detailType: 'Airflow Command Failed',
      environment: ENVIRONMENT,
      id: 'upload-7',
      outcome: 'failed',
      reason: 'Airflow said no',
      command: 'dags trigger load --run-id r1',
      dagId: 'load',
      runId: 'r1',
      source: 's3',
      attempts: '3',
      via: 'rest',
      sentAt: '2026-03-01T10:00:00.000Z',
      startedAt: '2026-03-01T10:00:02.000Z',
      finishedAt: '2026-03-01T10:00:07.000Z',
      stdout: 'created',
      stderr: 'a warning',
    });
  });

  it.each<['succeeded' | 'failed' | 'refused' | 'unknown', OutcomeEventType]>([
    ['succeeded', 'Airflow Command Succeeded'],
    ['failed', 'Airflow Command Failed'],
    ['refused', 'Airflow Command Refused'],
    ['unknown', 'Airflow Command Unknown'],
  ])('that is %s has the type "%s"', (outcome, detailType) => {
    expect(announceOutcome(endedRecord({ outcome }), undefined)).toMatchObject({
      detailType,
      outcome,
    });
  });

  it('has every field, empty where there is nothing to tell', () => {
    const record = endedRecord({ reason: undefined, command: undefined, source: undefined });
    const event = announceOutcome(record, undefined);
    expect(Object.keys(event).toSorted()).toStrictEqual(ALL_NAMES);
    for (const name of ['reason', 'command', 'dagId', 'runId', 'source', 'stdout', 'stderr']) {
      expect(event).toHaveProperty(name, '');
    }
  });

  it('shows the end of a long output', () => {
    const output = { stdout: `${'x'.repeat(3000)}the end`, stderr: 'y'.repeat(2048) };
    expect(announceOutcome(endedRecord(), output)).toMatchObject({
      stdout: `… ${'x'.repeat(2041)}the end (3007 characters in all)`,
      stderr: 'y'.repeat(2048),
    });
  });
});

it('An announcement of anything has every field, and none beside', () => {
  const fields = { environment: ENVIRONMENT, other: 'x' };
  const event = announce('Airflow Environment Held', fields);
  expect(Object.keys(event).toSorted()).toStrictEqual(ALL_NAMES);
  expect(new Set(Object.values(event))).toStrictEqual(
    new Set(['Airflow Environment Held', ENVIRONMENT, '']),
  );
});
