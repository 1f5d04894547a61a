import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../../lambda/runner/outcome';
import { endedRecord, heldRecord } from '../../../support/command-records';
import { deliveryOf } from '../../../support/deliveries';
import { reportedLine, skippedLine } from '../../../support/log-lines';
import { requestOf } from '../../../support/requests';

const { command } = requestOf('version');
const ANSWER = { stdout: 'created', stderr: 'a warning' };
const RAN = { answer: ANSWER, durations: { mintMs: 10, cliMs: 5000 } };
const SUCCEEDED: Outcome = { outcome: 'succeeded', ...RAN };
const HELD: Outcome = {
  outcome: 'held',
  reason: 'because',
  trouble: 'environment',
  mayHaveRun: false,
};

describe('The report of an outcome', () => {
  it('is one line that tells what ran, what came of it, and how long it took', () => {
    const record = endedRecord({
      attempts: 3,
      waitingMs: 1000,
      verb: 'dags trigger',
      command: 'dags trigger load --run-id r1',
      dagId: 'load',
      runId: 'r1',
    });
    expect(reportedLine(record, SUCCEEDED, command)).toMatchObject({
      level: 'INFO',
      message: 'command succeeded',
      commandId: 'upload-7',
      outcome: 'succeeded',
      verb: 'dags trigger',
      command: 'dags trigger load --run-id r1',
      dagId: 'load',
      runId: 'r1',
      stdout: 'created',
      stderr: 'a warning',
      attempt: 3,
      waitingMs: 1000,
      mintMs: 10,
      cliMs: 5000,
    });
  });

  it.each<Outcome>([
    { outcome: 'refused', reason: 'because' },
    { outcome: 'failed', reason: 'because', failure: 'run-exists', ...RAN },
    { outcome: 'unknown', reason: 'because' },
  ])('warns with the reason when the command is $outcome', (outcome) => {
    expect(reportedLine(endedRecord(), outcome, command)).toMatchObject({
      level: 'WARN',
      message: `command ${outcome.outcome}`,
      reason: 'because',
    });
  });

  it('tells which trouble a command is held in, of what there is no waiting time nor output yet', () => {
    const line = reportedLine(heldRecord(), HELD, command);
    expect(line).toMatchObject({ level: 'WARN', message: 'command held', trouble: 'environment' });
    for (const name of ['waitingMs', 'stdout', 'stderr', 'mintMs', 'cliMs']) {
      expect(line).not.toHaveProperty(name);
    }
  });

  it('names no command when the message makes none', () => {
    const record = endedRecord({ verb: undefined, command: undefined });
    const line = reportedLine(record, { outcome: 'refused', reason: 'no' }, undefined);
    for (const name of ['verb', 'command', 'dagId', 'runId', 'stdout']) {
      expect(line).not.toHaveProperty(name);
    }
  });

  it('shows the end of a long output, where Airflow says what came of it, and how long it was', () => {
    const answer = { stdout: `${'x'.repeat(3000)}the end`, stderr: 'y'.repeat(2048) };
    const line = reportedLine(endedRecord(), { ...SUCCEEDED, ...RAN, answer }, command);
    expect(line.stdout).toBe(`… ${'x'.repeat(2041)}the end (3007 characters in all)`);
    expect(line.stderr).toBe('y'.repeat(2048));
  });
});

it('A message that is not run is logged, with its id, that of its command, and why', () => {
  const delivery = deliveryOf('version', { messageId: 'message-2' });
  expect(skippedLine(delivery, 'upload-7', 'it has ended already', 'done')).toMatchObject({
    level: 'INFO',
    message: 'message not run: it has ended already',
    commandId: 'upload-7',
    messageId: 'message-2',
  });
});
