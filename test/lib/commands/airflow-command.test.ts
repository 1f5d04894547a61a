import { Lazy } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { AirflowCommand } from '../../../lib';

describe('an Airflow command', () => {
  it('is a text as a person types it', () => {
    expect(AirflowCommand.text("dags trigger d --conf '{}'").fields).toEqual({
      command: "dags trigger d --conf '{}'",
    });
  });

  it('is a list of arguments', () => {
    expect(AirflowCommand.argv('dags', 'pause', 'my dag').fields).toEqual({
      argv: ['dags', 'pause', 'my dag'],
    });
  });

  it('is a trigger', () => {
    expect(AirflowCommand.trigger('my_dag').fields).toEqual({ trigger: { dagId: 'my_dag' } });
  });

  it('is a trigger with the configuration of its run', () => {
    const conf = { day: 'yesterday', nested: { list: [1, null] } };

    expect(AirflowCommand.trigger('my_dag', { conf }).fields).toEqual({
      trigger: { dagId: 'my_dag', conf },
    });
  });

  it('may name a DAG that is known only at deployment', () => {
    expect(() => AirflowCommand.trigger(Lazy.string({ produce: () => 'd' }))).not.toThrow();
  });

  it.each<[string, () => AirflowCommand, string]>([
    ['an empty text', () => AirflowCommand.text(''), 'command is empty: give a string'],
    ['a blank text', () => AirflowCommand.text('  '), 'the command is empty: send for example'],
    ['no arguments', () => AirflowCommand.argv(), 'argv is an empty list: give a list of one or'],
    [
      'more than SQS holds well',
      () => AirflowCommand.text('x'.repeat(256 * 1024)),
      'the body has 262158 bytes, at most 262144 are allowed: put large data into S3',
    ],
    [
      'an empty DAG id',
      () => AirflowCommand.trigger(''),
      'DAG id "" has 0 characters: use 1 to 250 letters, digits, _ . or -',
    ],
    [
      'a DAG id that Airflow refuses',
      () => AirflowCommand.trigger('my dag'),
      'DAG id "my dag" has 6 characters: use 1 to 250 letters, digits, _ . or -',
    ],
    [
      'a DAG id that reads as a flag',
      () => AirflowCommand.trigger('-h'),
      'DAG id "-h" has 2 characters',
    ],
    [
      'a DAG id that is too long',
      () => AirflowCommand.trigger('d'.repeat(251)),
      'has 251 characters: use 1 to 250',
    ],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(message);
  });

  it('refuses a configuration that is no object, as a caller without types may give', () => {
    const conf = ['a'] as unknown as Record<string, unknown>;

    expect(() => AirflowCommand.trigger('d', { conf })).toThrow(
      'trigger.conf is a list: give a JSON object, for example {"key": "value"}',
    );
  });
});
