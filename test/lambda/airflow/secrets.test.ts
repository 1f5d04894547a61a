import { describe, expect, it } from 'vitest';
import { argvFor, readCommand } from '../../../lambda/airflow/command';
import { judge } from '../../../lambda/airflow/judge';
import { hideSecrets, secretsOf, showArgs } from '../../../lambda/airflow/secrets';
import { toToday } from '../../../lambda/airflow/spelling';
import { parseVersion } from '../../../lambda/contract/airflow-version';

const SECRET = 's3ntinel"\'\\é';

/** Every way to hand a secret to Airflow's command line. */
const COMMANDS: readonly (readonly string[])[] = [
  ['variables', 'set', 'key', SECRET],
  ['variables', 'set', '-j', 'key', SECRET],
  ['variables', 'set', 'key', SECRET, '--description', 'text'],
  ['variables', '-s', 'key', SECRET],
  ['connections', 'add', 'id', '--conn-uri', SECRET],
  ['connections', 'add', 'id', `--conn-uri=${SECRET}`],
  ['connections', 'add', 'id', '--conn-type', 'http', '--conn-password', SECRET],
  ['connections', 'add', '--conn-password', SECRET, 'id'],
  ['connections', 'add', 'id', '--conn-extra', SECRET],
  ['connections', 'add', 'id', '--conn-json', SECRET],
  ['connections', 'add', 'id', '--conn_uri', SECRET],
  ['connections', 'add', 'id', `--conn_uri=${SECRET}`],
  ['connections', 'add', '--conn_password', SECRET, 'id'],
  ['connections', 'add', 'id', '--conn_type', 'http', '--conn_extra', SECRET],
  ['variables', 'set', 'key', `--${SECRET}`],
  ['variables', 'set', '--description', 'text', 'key', SECRET],
];

describe.each(COMMANDS.map((argv) => ({ argv })))('The secret in: $argv', ({ argv }) => {
  const command = readCommand({ request: { form: 'argv', argv } }, 'id');

  it('reaches Airflow, and is not shown', () => {
    expect(argvFor(command, parseVersion('2.11.2')).join(' ')).toContain(SECRET);
    expect(command.shown).not.toContain(SECRET);
    expect(command.shown).toContain('***');
  });

  it.each([
    ['a usage error', `airflow command error: unrecognized arguments: ${SECRET}, see help above.`],
    ['an exception', `Traceback (most recent call last)\n  File\nValueError: ${SECRET}`],
    [
      'an exception that quotes it',
      `Traceback (most recent call last)\nValueError: ${JSON.stringify(SECRET)}`,
    ],
    ['a sentence', `Variable ${SECRET} does not exist`],
    [
      'a very long line',
      `Traceback (most recent call last)\nValueError: ${'x'.repeat(490)}${SECRET}`,
    ],
  ])('is in no reason when Airflow echoes it in %s', (_what, stderr) => {
    const verdict = judge(command, { stdout: '', stderr });
    expect(verdict.kind).not.toBe('succeeded');
    expect(JSON.stringify(verdict)).not.toContain('s3ntinel');
  });
});

describe('Hiding secrets', () => {
  it('hides a longer secret before one that it contains', () => {
    expect(hideSecrets('abcdef abc', ['abc', 'abcdef'])).toBe('*** ***');
  });

  it('leaves text alone when a value is too short to be a secret', () => {
    expect(hideSecrets('a banana', ['a', 'na'])).toBe('a banana');
    expect(hideSecrets('a banana', ['ana'])).toBe('a b***na');
    expect(showArgs(toToday(['variables', 'set', 'flag', '1']))).toStrictEqual(['flag', '***']);
  });

  it.each(['--conn-uri', '--conn_uri'])('leaves the name of a connection and of %s', (flag) => {
    const shown = (...args: string[]) => showArgs(toToday(['connections', 'add', ...args]));
    expect(shown('id', flag, 'x')).toStrictEqual(['id', flag, '***']);
    expect(shown(flag, 'x', 'id')).toStrictEqual([flag, '***', 'id']);
    expect(shown(`${flag}=x`, 'id')).toStrictEqual([`${flag}=***`, 'id']);
  });

  it('finds none in commands about runs', () => {
    expect(secretsOf(toToday(['dags', 'trigger', 'my_dag', '-c', '{}']))).toEqual([]);
  });
});
