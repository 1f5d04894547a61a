import { describe, expect, it } from 'vitest';
import { argvFor, type Command, readCommand } from '../../../lambda/airflow/command';
import { parseVersion } from '../../../lambda/contract/airflow-version';
import { RefusedCommandError } from '../../../lambda/contract/errors';
import { parseMessage } from '../../../lambda/contract/message';

/** The command in a message body. */
function read(body: string | object, id = 'upload-7'): Command {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return readCommand(parseMessage(text), id);
}

const spelled = (command: Command, version: string) =>
  argvFor(command, parseVersion(version)).join(' ');

const TRIGGER = { dagId: 'load', runId: 'r1', conf: { a: 1 } };

describe('A command that is read', () => {
  it.each([
    ['text', 'airflow dags trigger load -r r1 -c \'{"a":1}\''],
    ['arguments', { argv: ['dags', 'trigger', 'load', '--run-id=r1', '--conf', '{ "a": 1 }'] }],
    ['a trigger', { trigger: TRIGGER }],
    ['Airflow 1.10’s words', 'trigger_dag load --run_id r1 -c \'{"a":1}\''],
  ])('is the same, and shown the same, when it is sent as %s', (_form, body) => {
    const { fingerprint } = read({ trigger: TRIGGER });
    expect(read(body)).toMatchObject({
      verb: 'dags trigger',
      shown: 'dags trigger load --run-id r1 --conf {"a":1}',
      trigger: { dagId: 'load', runId: 'r1', conf: '{"a":1}' },
      fingerprint,
    });
  });

  it('needs no version of Airflow: what one does not have is refused when it is written for it', () => {
    const command = read('dags backfill load');
    expect(command).toMatchObject({ verb: 'dags backfill', args: ['load'] });
    expect(() => spelled(command, '3.3.1')).toThrow(RefusedCommandError);
    expect(spelled(command, '2.11.2')).toBe('dags backfill load');
  });

  it.each([
    ['may be repeated', 'version', { repeatable: true, slow: false, secretOutput: false }],
    ['may not be repeated', 'tasks clear load --yes', { repeatable: false }],
    ['is slow', 'dags test load', { slow: true }],
    ['prints secrets', 'variables get key', { secretOutput: true }],
  ])('tells that it %s', (_what, body, traits) => {
    expect(read(body)).toMatchObject(traits);
  });

  it.each([
    ['is none of MWAA’s', 'users create', 'no Airflow command that MWAA supports'],
    ['names no good run', { trigger: { dagId: 'load', runId: 'a b' } }, 'run id "a b"'],
  ])('is refused when it %s', (_why, body, reason) => {
    expect(() => read(body)).toThrow(RefusedCommandError);
    expect(() => read(body)).toThrow(reason);
  });
});

describe('A fingerprint', () => {
  it.each([
    ['another verb', 'dags pause load', 'dags unpause load'],
    ['another argument', 'dags pause load', 'dags pause other'],
    ['one argument more', 'dags list-runs load', 'dags list-runs load --no-backfill'],
    ['another border between arguments', { argv: ['dags', 'pause', 'a b'] }, 'dags pause a b'],
    ['another DAG', 'dags trigger load -r r1', 'dags trigger other -r r1'],
    ['another conf', 'dags trigger load -r r1', "dags trigger load -r r1 -c '{}'"],
  ])('tells commands apart that have %s', (_what, one, other) => {
    expect(read(one).fingerprint).not.toBe(read(other).fingerprint);
  });

  it('is of a trigger without a run id the same for one id, and another for another', () => {
    const body = 'dags trigger load';
    expect(read(body, 'id-1').fingerprint).toBe(read(body, 'id-1').fingerprint);
    expect(read(body, 'id-1').fingerprint).not.toBe(read(body, 'id-2').fingerprint);
  });

  it('says nothing of a secret, not even whether it is another one', () => {
    const of = (secret: string) => read({ argv: ['variables', 'set', 'key', secret] }).fingerprint;
    expect(of('hunter2')).toBe(of('hunter3'));
    expect(of('hunter2')).not.toBe(read('variables set other hunter2').fingerprint);
  });
});

describe('A command that is written', () => {
  it.each([
    ['1.10.12', 'trigger_dag load --run_id r1 --conf {"a":1}'],
    ['2.5.1', 'dags trigger load --run-id r1 --conf {"a":1}'],
    ['3.3.1', 'dags trigger load --run-id r1 --conf {"a":1} -o json'],
  ])('is a trigger in the dialect of Airflow %s', (version, argv) => {
    expect(spelled(read({ trigger: TRIGGER }), version)).toBe(argv);
  });

  it('is spelled as its version does', () => {
    expect(spelled(read('dags list-runs -d load'), '3.3.1')).toBe('dags list-runs load');
    expect(spelled(read('dags list-runs load'), '2.11.2')).toBe('dags list-runs -d load');
  });

  it.each([
    ['a NUL', 'a\0b'],
    ['half a character', 'a\ud83d'],
  ])('is refused with %s in an argument', (_what, argument) => {
    const command = read({ argv: ['dags', 'pause', argument] });
    expect(() => spelled(command, '3.3.1')).toThrow('argument 3 of the command has a NUL or half');
  });

  it.each([
    ['asks before it acts', 'dags delete load', '3.3.1', 'add --yes'],
    [
      'has a flag that its version lacks, whatever it would ask',
      'dags pause load --treat-dag-id-as-regex',
      '2.8.1',
      'from Airflow 2.9 on',
    ],
  ])('is refused when it %s', (_why, body, version, reason) => {
    const command = read(body);
    expect(() => spelled(command, version)).toThrow(RefusedCommandError);
    expect(() => spelled(command, version)).toThrow(reason);
  });

  it('is refused with an integer that its version cannot hand to a task', () => {
    const command = read('dags trigger load -c \'{"n":18446744073709551616}\'');
    expect(() => spelled(command, '3.3.1')).toThrow('beyond 64 bits');
    expect(spelled(command, '2.11.2')).toContain('18446744073709551616');
  });
});
