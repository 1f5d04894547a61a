import { describe, expect, it } from 'vitest';
import type { Command } from '../../../lambda/airflow/command';
import {
  AnswerLostError,
  EnvironmentUnavailableError,
  RefusedCommandError,
} from '../../../lambda/contract/errors';
import { deliveryOf } from '../../support/deliveries';
import { type Reply, raised } from '../../support/fake-airflow';
import { reportedLine } from '../../support/log-lines';
import { textOf } from '../../support/recorded-output';
import { handle } from '../../support/runner';

const SECRET = 'hunter2-hunter2';

/** Commands that hold the secret, or whose output does. */
const COMMANDS: readonly (readonly [string, readonly string[]])[] = [
  ['sets a variable', ['variables', 'set', 'password', SECRET]],
  ['reads a variable', ['variables', 'get', 'password']],
  ['renders a template', ['tasks', 'render', 'd', 't', '2026-01-01']],
  ['adds a connection', ['connections', 'add', 'c', '--conn-password', SECRET]],
  ['adds a connection by its URI', ['connections', 'add', 'c', `--conn-uri=pg://u:${SECRET}@h/d`]],
];
const ALLOWED = ['variables set', 'variables get', 'tasks render', 'connections add'];

/** What a command can meet; each echoes what was sent, as far as it may. */
const repliesTo = (argv: readonly string[]): Readonly<Record<string, Reply>> => {
  const echo = argv.some((arg) => arg.includes(SECRET)) ? argv.at(-1) : 'nothing';
  return {
    succeeded: { stdout: `done: ${echo}`, stderr: `done: ${echo}` },
    failed: raised(`ValueError: ${echo}`),
    refused: new RefusedCommandError(`HTTP 400: ${echo}`),
    held: new EnvironmentUnavailableError(`busy with ${echo}`),
    lost: new AnswerLostError(`lost ${echo}`, 'late'),
  };
};

/** All that is written down of a command: records with their events, log lines, dead letters' reasons. */
async function writtenOf(argv: readonly string[], reply: Reply, allowedCommands = ALLOWED) {
  const lines: string[] = [];
  const { records, queues } = await handle(deliveryOf(JSON.stringify({ argv, id: 'upload-7' })), {
    replies: [reply],
    allowedCommands,
    report: (record, outcome, command: Command | undefined) =>
      lines.push(JSON.stringify(reportedLine(record, outcome, command))),
  });
  const reasons = queues.deadLetters.map(({ deadLetter }) => JSON.stringify(deadLetter));
  return { records: records.saved.map(textOf), lines, reasons };
}

describe('No secret is in what is written down of a command that', () => {
  const cases = COMMANDS.flatMap(([what, argv]) =>
    Object.entries(repliesTo(argv)).map(([met, reply]) => ({ what, argv, met, reply })),
  );

  it.each(cases)('$what, and is $met', async ({ argv, reply }) => {
    const { records, lines, reasons } = await writtenOf(argv, reply);
    expect(records).toHaveLength(2);
    expect(lines).toHaveLength(1);
    expect([...records, ...lines, ...reasons].join('\n')).not.toContain(SECRET);
  });

  it.each(COMMANDS)('%s, which is not allowed', async (_what, argv) => {
    const { records, lines, reasons } = await writtenOf(argv, {}, ['version']);
    expect([records.length, lines.length, reasons.length]).toStrictEqual([1, 1, 1]);
    expect([...records, ...lines, ...reasons].join('\n')).not.toContain(SECRET);
  });

  it.each([
    ['reads a variable', ['variables', 'get', 'password']],
    ['renders a template', ['tasks', 'render', 'd', 't', '2026-01-01']],
  ])('%s, which Airflow prints', async (_what, argv) => {
    const answer = { stdout: SECRET, stderr: `a warning about ${SECRET}` };
    const { records, lines } = await writtenOf(argv, answer);
    expect([...records, ...lines].join('\n')).not.toContain(SECRET);
    expect(lines.join('')).toContain('command succeeded');
  });

  it('is unknown to us, whose name may be the secret itself', async () => {
    const { records, lines, reasons } = await writtenOf(['variables', `S3cret${SECRET}`], {});
    expect([...records, ...lines, ...reasons].join('\n')).not.toContain(SECRET);
    expect(reasons.join('')).toContain('is no Airflow command');
  });
});

it('What is no secret is written down: the connection’s name, and what Airflow said of it', async () => {
  const answer = { stdout: `Successfully added c with ${SECRET}` };
  const argv = ['connections', 'add', 'c', '--conn-password', SECRET];
  const { records, lines } = await writtenOf(argv, answer);
  for (const text of [records.at(-1), lines.at(-1)]) {
    expect(text).toContain('connections add c --conn-password ***');
    expect(text).toContain('Successfully added c with ***');
  }
});
