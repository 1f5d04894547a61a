import { describe, expect, it } from 'vitest';
import { lastException, lastJsonList, usageError } from '../../../lambda/airflow/answer';

describe('The list in an output', () => {
  it.each([
    ['the only line', '[1]', [1]],
    ['the last of two', '[1]\n[2]\n', [2]],
    ['followed by log lines', '[2]\n[2026-03-01] INFO - done', [2]],
    ['of several lines, with a log line before', '[a log line]\n[\n 1,\n 2\n]\n', [1, 2]],
    ['indented', 'rows:\n\t [3]\n', [3]],
    ['at the end without a line break', 'rows:\n[3, 4]', [3, 4]],
  ])('is found where it is %s', (_title, stdout, list) => {
    expect(lastJsonList(stdout)).toStrictEqual(list);
  });

  it.each(['', 'text', '{"a": [1]}', 'a [1]', '[1'])('is not found in %j', (stdout) => {
    expect(lastJsonList(stdout)).toBeUndefined();
  });
});

describe('The exception in an output', () => {
  const traceback = (...lines: string[]) =>
    ['Traceback (most recent call last):', ...lines].join('\n');

  it.each([
    ['the last of a chain', `${traceback('First: 1')}\n\n${traceback('  File', 'Second: 2')}`],
    ['the first line that is not indented', traceback('  File "a.py"', 'Second: 2', 'more: 3')],
  ])('is %s', (_title, stderr) => {
    expect(lastException({ stdout: '', stderr })).toBe('Second: 2');
  });

  it('is found on stdout where stderr has none', () => {
    expect(lastException({ stdout: traceback('KeyError'), stderr: 'a warning' })).toBe('KeyError');
  });

  it('is one without a name where the traceback breaks off', () => {
    expect(lastException({ stdout: '', stderr: traceback('  File "a.py"') })).toBe('an exception');
  });

  it('is none without a traceback', () => {
    expect(lastException({ stdout: 'KeyError: 1', stderr: 'KeyError: 1' })).toBeUndefined();
  });
});

describe('A usage error', () => {
  it('is what argparse says after the command', () => {
    const stderr = 'usage: airflow [-h]\nairflow dags command error: unknown flag -x\n';
    expect(usageError({ stdout: '', stderr })).toBe('unknown flag -x');
  });

  it.each([
    ['in other words', { stdout: '', stderr: 'airflow: no error here' }],
    ['within a line', { stdout: '', stderr: 'the airflow command error: x' }],
    ['on stdout', { stdout: 'airflow command error: x', stderr: '' }],
  ])('is none %s', (_title, answer) => {
    expect(usageError(answer)).toBeUndefined();
  });
});
