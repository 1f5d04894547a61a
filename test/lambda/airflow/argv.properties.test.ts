import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitCommand, writeCommand } from '../../../lambda/airflow/argv';
import { RefusedCommandError } from '../../../lambda/contract/errors';
import { UnparsableCommandError } from '../../../local/mwaa/engine';
import { splitCommand as splitAsPython } from '../../../local/mwaa/model/python/shlex';
import { ARGV, breaksOutsideQuotes, COMMAND_TEXT } from '../../support/command-text';

const RUNS = { numRuns: 2000 };

describe('argv, written as a command', () => {
  it('is split by the model of Airflow into the same argv', () => {
    fc.assert(
      fc.property(ARGV, (argv) => {
        expect(splitAsPython(writeCommand(argv))).toEqual(argv);
      }),
      RUNS,
    );
  });

  it('is on one line, unless an argument has a line break', () => {
    fc.assert(
      fc.property(ARGV, (argv) => {
        expect(breaksOutsideQuotes(writeCommand(argv))).toBe(false);
      }),
      RUNS,
    );
  });
});

describe('A command as a person types it', () => {
  it('keeps the program’s name in front, which is no matter of splitting', () => {
    expect(splitCommand('airflow version')).toEqual(['airflow', 'version']);
  });

  it('is split as Python splits it, or refused for a reason', () => {
    fc.assert(
      fc.property(COMMAND_TEXT, (text) => {
        expect(split(text)).toEqual(breaksOutsideQuotes(text) ? 'refused' : splitByModel(text));
      }),
      RUNS,
    );
  });
});

function split(text: string): readonly string[] | 'refused' {
  try {
    return splitCommand(text);
  } catch (error) {
    if (error instanceof RefusedCommandError) return 'refused';
    throw error;
  }
}

function splitByModel(text: string): readonly string[] | 'refused' {
  try {
    return splitAsPython(text);
  } catch (error) {
    if (error instanceof UnparsableCommandError) return 'refused';
    throw error;
  }
}
