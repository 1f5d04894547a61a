import { describe, expect, it } from 'vitest';
import { checkIntegers, completeTrigger, readTriggerArgs } from '../../../lambda/airflow/trigger';
import { parseVersion } from '../../../lambda/contract/airflow-version';
import { RefusedCommandError } from '../../../lambda/contract/errors';

const complete = (request: Parameters<typeof completeTrigger>[0]) =>
  completeTrigger(request, 'sqs', 'id-1');

describe('Reading what follows `dags trigger`', () => {
  it.each([
    ['Airflow 2 and 3', ['my_dag', '--run-id', 'r', '--conf', '{}']],
    ['short flags', ['-r', 'r', '-c', '{}', 'my_dag']],
    ['joined values', ['--run-id=r', '--conf={}', 'my_dag']],
    ['Airflow 1.10', ['my_dag', '--run_id', 'r', '-c', '{}']],
    [
      'flags that only shape the output',
      ['my_dag', '-r', 'r', '-c', '{}', '-o', 'json', '-v', '--no-replace-microseconds'],
    ],
  ])('takes the spelling of %s', (_what, args) => {
    expect(readTriggerArgs(args)).toEqual({ dagId: 'my_dag', runId: 'r', conf: '{}' });
  });

  it.each([
    ['-e', '2026-01-01T00:00:00Z'],
    ['--exec-date', '2026-01-01T00:00:00Z'],
    ['--exec_date', '2026-01-01T00:00:00Z'],
    ['-l', '2026-01-01T00:00:00Z'],
    ['--logical-date', '2026-01-01T00:00:00Z'],
  ])('takes the date of %s', (flag, date) => {
    expect(readTriggerArgs([flag, date, 'my_dag']).logicalDate).toBe(date);
  });

  it.each([
    [[], 'dags trigger has 0 DAG ids: give exactly one, and quote values with spaces'],
    [['a', 'b'], 'dags trigger has 2 DAG ids'],
    [['a', '--subdir', '/dags'], "dags trigger: Unknown option '--subdir'"],
    [['a', '-S', '/dags'], "dags trigger: Unknown option '-S'"],
    [['a', '--frobnicate'], "dags trigger: Unknown option '--frobnicate'"],
    [['a', '--conf'], "dags trigger: Option '-c, --conf <value>' argument missing"],
  ])('refuses %j', (args, message) => {
    expect(() => readTriggerArgs(args)).toThrow(RefusedCommandError);
    expect(() => readTriggerArgs(args)).toThrow(message);
  });
});

describe('A trigger, completed', () => {
  it('gets the same run id for the same message, and another for another', () => {
    const first = complete({ dagId: 'd' });
    expect(complete({ dagId: 'd' }).runId).toBe(first.runId);
    expect(completeTrigger({ dagId: 'd' }, 'sqs', 'id-2').runId).not.toBe(first.runId);
    expect(first.runId).toMatch(/^sqs__id-1__[0-9a-f]{16}$/);
  });

  it('keeps the run id that its sender chose', () => {
    expect(complete({ dagId: 'd', runId: 'manual__mine' }).runId).toBe('manual__mine');
  });

  it('writes conf in ASCII, without a single quote and digit for digit', () => {
    const conf = `{ "note": "it's Ü 🚀", "id": 12345678901234567890, "x": 1.0 }`;
    expect(complete({ dagId: 'd', conf }).conf).toBe(
      '{"note":"it\\u0027s \\u00dc \\ud83d\\ude80","id":12345678901234567890,"x":1.0}',
    );
  });

  it.each([
    ['my dag', 'DAG id "my dag" has 6 characters: use 1 to 250 letters, digits, _ . or -'],
    ['--yes', 'do not begin with -'],
    ['a'.repeat(251), 'has 251 characters'],
    ['$(id)', 'DAG id "$(id)"'],
  ])('fails if the DAG id is %j', (dagId, message) => {
    expect(() => complete({ dagId })).toThrow(message);
  });

  it.each([
    [
      'a b/c',
      'run id "a b/c" is not allowed: use A-Z a-z 0-9 _ . ~ : + -, and do not begin with -',
    ],
    ['-r', 'do not begin with -'],
    ['scheduled__x', 'begins with scheduled__, which Airflow keeps for its own runs'],
    ['backfill__x', 'begins with backfill__'],
    ['asset_triggered__x', 'begins with asset_triggered__'],
    ['r'.repeat(249), 'run id has 249 characters: at most 248 are allowed'],
  ])('fails if the run id is %j', (runId, message) => {
    expect(() => complete({ dagId: 'd', runId })).toThrow(message);
  });

  it.each([
    ['2026-11-22T06:00:00Z', true],
    ['2026-11-22T06:00:00.123456+01:00', true],
    ['2026-11-22T06:00', false],
    ['2026-11-22', false],
    ['2026-13-22T06:00:00Z', false],
    ['now', false],
  ])('takes %s as a logical date: %s', (logicalDate, taken) => {
    const run = () => complete({ dagId: 'd', logicalDate });
    if (taken) expect(run().logicalDate).toBe(logicalDate);
    else expect(run).toThrow(/^logical date ".*" is not allowed: give ISO 8601 with a time zone/);
  });

  it('shows no more than the beginning of a logical date that it refuses', () => {
    const run = () => complete({ dagId: 'd', logicalDate: 'x'.repeat(61) });
    expect(run).toThrow(/^logical date "x{60}" is not allowed/);
  });

  it.each([
    ['{bad', /^conf is no JSON/],
    ['[1]', /^conf is JSON but no object/],
    ['"text"', /^conf is JSON but no object/],
    ['12345678901234567890', /^conf is JSON but no object/],
  ])('fails if conf is %s', (conf, message) => {
    expect(() => complete({ dagId: 'd', conf })).toThrow(message);
  });

  it('fails if conf is longer than one argument may be, and says what to do', () => {
    const conf = { text: 'x'.repeat(131_072) };
    expect(() => complete({ dagId: 'd', conf })).toThrow(
      'conf has 131083 bytes, at most 131071 are allowed: put the data into S3',
    );
  });

  it('shows no conf in an error', () => {
    expect(() => complete({ dagId: 'd', conf: '{"password": "s3ntinel' })).not.toThrow('s3ntinel');
  });
});

describe('An integer beyond 64 bits', () => {
  const withNumber = (number: string, version: string) => () =>
    checkIntegers(
      complete({ dagId: 'd', conf: `{"deep": [{"n": ${number}}]}` }),
      parseVersion(version),
    );

  it.each(['18446744073709551616', '-9223372036854775809', '12345678901234567890123'])(
    'is refused on Airflow 3: %s',
    (number) => {
      expect(withNumber(number, '3.3.1')).toThrow('send it as a string');
      expect(withNumber(number, '2.11.2')).not.toThrow();
    },
  );

  it.each(['18446744073709551615', '-9223372036854775808', '1e30', '"18446744073709551616"'])(
    'is not taken for one: %s',
    (number) => {
      expect(withNumber(number, '3.3.1')).not.toThrow();
    },
  );
});
