import { Logger } from '@aws-lambda-powertools/logger';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { resolveCommand } from '../../../lambda/airflow/command';
import type { Outcome } from '../../../lambda/runner/outcome';
import type { Delivery } from '../../../lambda/runner/ports';
import { reportTo } from '../../../lambda/runner/report';
import { deliveryOf } from '../../support/deliveries';

const SECRET = 'hunter2-hunter2';

function commandOf(...argv: string[]) {
  const verb = argv.slice(0, 2).join(' ');
  const rules = { version: { major: 2, minor: 11 }, allowedCommands: [verb] } as const;
  return resolveCommand({ request: { form: 'argv', argv } }, 'upload-7', rules);
}

/** What the report of one outcome writes, through the real logger. */
function writtenOf(outcome: Outcome, delivery = deliveryOf('', { receiveCount: 3 })): string {
  const streams = [process.stdout, process.stderr];
  const writes = streams.map((s) => vi.spyOn(s, 'write').mockReturnValue(true));
  reportTo(new Logger({ serviceName: 'runner' }))(delivery, 'upload-7', outcome);
  const written = writes.flatMap(({ mock }) => mock.calls.map(([text]) => String(text))).join('');
  vi.restoreAllMocks();
  return written;
}

function lineOf(outcome: Outcome, delivery?: Delivery): Record<string, unknown> {
  const written = writtenOf(outcome, delivery);
  expect(written.trimEnd()).not.toContain('\n');
  return JSON.parse(written);
}

afterEach(() => {
  vi.restoreAllMocks();
});

const durations = { mintMs: 10, cliMs: 5000 };

describe('the report of an outcome', () => {
  it('is one line that tells what ran, what came of it, and how long it took', () => {
    const command = commandOf('dags', 'trigger', 'load', '--run-id', 'r1');
    const answer = { stdout: 'created', stderr: 'a warning' };
    expect(lineOf({ outcome: 'succeeded', command, answer, durations })).toMatchObject({
      level: 'INFO',
      message: 'command succeeded',
      commandId: 'upload-7',
      outcome: 'succeeded',
      verb: 'dags trigger',
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
    { outcome: 'held', reason: 'because', trouble: 'environment', mayHaveRun: false },
    { outcome: 'unknown', reason: 'because', command: commandOf('tasks', 'clear', 'd', '--yes') },
  ])('warns with the reason when the command is $outcome', (outcome) => {
    expect(lineOf(outcome)).toMatchObject({
      level: 'WARN',
      message: `command ${outcome.outcome}`,
      reason: 'because',
    });
  });

  it.each(['refused', 'held', 'unknown'] as const)(
    'tells which command it was that is %s',
    (outcome) => {
      const command = commandOf('dags', 'trigger', 'load', '--run-id', 'r1');
      const line = lineOf({
        outcome,
        reason: 'because',
        command,
        trouble: 'answer',
        mayHaveRun: true,
      });
      expect(line).toMatchObject({
        verb: 'dags trigger',
        command: command.shown,
        dagId: 'load',
        runId: 'r1',
      });
      expect(line).not.toHaveProperty('stdout');
    },
  );

  it.each<Outcome>([
    { outcome: 'refused', reason: 'because', command: undefined },
    {
      outcome: 'held',
      reason: 'because',
      command: undefined,
      trouble: 'environment',
      mayHaveRun: false,
    },
  ])('names no command when there is none: $outcome', (outcome) => {
    const line = lineOf(outcome);
    expect(line).not.toHaveProperty('verb');
    expect(line).not.toHaveProperty('command');
  });

  it('cuts a long output, and says how long it was', () => {
    const answer = { stdout: 'x'.repeat(3000), stderr: 'y'.repeat(2048) };
    const line = lineOf({
      outcome: 'succeeded',
      command: commandOf('dags', 'list'),
      answer,
      durations,
    });
    expect(line.stdout).toBe(`${'x'.repeat(2048)}… (3000 characters in all)`);
    expect(line.stderr).toBe('y'.repeat(2048));
  });

  it('says nothing of a wait when the clocks of SQS disagree', () => {
    const delivery = deliveryOf('', { sentAt: 2000, firstReceivedAt: 1000 });
    expect(lineOf({ outcome: 'refused', reason: 'no' }, delivery)).toMatchObject({ waitingMs: 0 });
  });
});

describe('a secret is in no report:', () => {
  it.each([
    ['a variable that is set', ['variables', 'set', 'password', SECRET], 'done'],
    ['a variable that is read', ['variables', 'get', 'password'], SECRET],
    ['a template that is rendered', ['tasks', 'render', 'd', 't', '2026-01-01'], SECRET],
    [
      'a connection that is added, and echoed',
      ['connections', 'add', 'c', '--conn-password', SECRET],
      `added c with ${SECRET}`,
    ],
    [
      'a connection by its URI',
      ['connections', 'add', 'c', '--conn-uri', `postgres://u:${SECRET}@h/d`],
      `added postgres://u:${SECRET}@h/d`,
    ],
  ])('%s', (_title, argv, said) => {
    const command = commandOf(...argv);
    const answer = { stdout: said, stderr: said };
    const outcomes: Outcome[] = [
      { outcome: 'succeeded', command, answer, durations },
      { outcome: 'failed', reason: 'no', unknownDag: false, command, answer, durations },
      { outcome: 'unknown', reason: 'lost', command },
      { outcome: 'refused', reason: 'no', command },
      { outcome: 'held', reason: 'busy', command, trouble: 'environment', mayHaveRun: false },
    ];
    for (const outcome of outcomes) {
      const written = writtenOf(outcome);
      expect(written).toContain(`command ${outcome.outcome}`);
      expect(written).not.toContain(SECRET);
    }
  });
});
