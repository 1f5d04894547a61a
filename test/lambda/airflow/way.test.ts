import { describe, expect, it } from 'vitest';
import { readCommand } from '../../../lambda/airflow/command';
import { chooseWay } from '../../../lambda/airflow/way';
import { parseVersion } from '../../../lambda/contract/airflow-version';
import { RefusedCommandError } from '../../../lambda/contract/errors';
import type { CommandMessage } from '../../../lambda/contract/message';
import type { Via } from '../../../lambda/contract/via';
import { argv, trigger } from '../../support/run-command';

const choose = (via: Via, message: CommandMessage, version = '3.3.1') =>
  chooseWay(via, parseVersion(version), readCommand(message, 'message-1'));

const LIST = argv('dags', 'list');

describe('the way of a command', () => {
  it.each<[Via, string, CommandMessage, string, 'cli' | 'rest']>([
    ['cli', 'a trigger', trigger(), '3.3.1', 'cli'],
    ['auto', 'a trigger', trigger(), '3.3.1', 'rest'],
    ['auto', 'a trigger on the first version', trigger(), '2.4.3', 'rest'],
    ['auto', 'a trigger on one before', trigger(), '2.3.4', 'cli'],
    ['auto', 'a trigger on 1.10', trigger(), '1.10.12', 'cli'],
    ['auto', 'a trigger of too long a path', trigger({ dagId: 'x'.repeat(51) }), '3.3.1', 'cli'],
    ['auto', 'a verb without a form', LIST, '3.3.1', 'cli'],
    ['auto', 'what every object has', argv('version'), '3.3.1', 'rest'],
    ['rest', 'a trigger', trigger(), '3.3.1', 'rest'],
  ])('is, with %s, for %s on %s', (via, _title, message, version, expected) => {
    expect(choose(via, message, version).via).toBe(expected);
  });

  it('by REST has the CLI to fall back on with auto alone', () => {
    const cli = choose('cli', trigger());
    expect(choose('auto', trigger())).toHaveProperty('otherwise', cli);
    expect(choose('rest', trigger())).not.toHaveProperty('otherwise');
  });

  it.each([
    [LIST, '3.3.1', '"dags list" cannot go by REST, the only way here: Airflow\'s REST API has no'],
    [trigger(), '2.3.4', 'InvokeRestApi takes Airflow 2.4 or later, and this environment runs 2.3'],
    [trigger({ dagId: 'x'.repeat(51) }), '3.3.1', 'and InvokeRestApi takes at most 64. Change'],
    [argv('dags', 'list-runs', 'x', '-o', 'yaml'), '3.3.1', 'or deploy the queue with via "auto"'],
  ])('by REST alone refuses what cannot go it', (message, version, reason) => {
    expect(() => choose('rest', message, version)).toThrow(RefusedCommandError);
    expect(() => choose('rest', message, version)).toThrow(reason);
  });

  it.each([
    ['dags pause', ['dags', 'pause', 'load', '-o', 'json'], '2.8.1', 'has -o from Airflow 2.9 on'],
    ['a verb', ['dags', 'backfill', 'load'], '3.3.1', 'is not supported by MWAA on Airflow 3.3'],
    [
      'conf',
      ['dags', 'trigger', 'x', '-c', `{"a":${2n ** 64n}}`],
      '3.3.1',
      'an integer beyond 64 bits',
    ],
  ])('holds %s against the version, whichever it is', (_title, args, version, reason) => {
    for (const via of ['cli', 'rest', 'auto'] as const) {
      expect(() => choose(via, argv(...args), version)).toThrow(reason);
    }
  });
});
