import { describe, expect, it } from 'vitest';
import {
  checkAllowed,
  checkAnswers,
  checkVersion,
  supportedVerb,
} from '../../../lambda/airflow/policy';
import { parseVersion } from '../../../lambda/contract/airflow-version';
import { DEFAULT_ALLOWED_COMMANDS, VERBS } from '../../../lambda/contract/verbs';

const checkOn = (verb: string, version: string) => checkVersion(verb, parseVersion(version));

describe('MWAA’s table of supported verbs', () => {
  it.each([
    ['dags trigger', '1.10.12', true],
    ['variables list', '1.10.12', true],
    ['providers list', '1.10.12', false],
    ['dags list-runs', '2.0.2', false],
    ['dags list-runs', '2.2.2', true],
    ['db clean', '2.2.2', false],
    ['db clean', '2.4.3', true],
    ['dags list-import-errors', '2.5.1', false],
    ['roles create', '2.6.3', true],
    ['providers triggerer', '2.6.3', false],
    ['providers notifications', '2.8.1', true],
    ['dags backfill', '2.11.2', true],
    ['dags backfill', '3.0.6', false],
    ['tasks run', '3.3.1', false],
    ['backfill create', '2.11.2', false],
    ['assets list', '3.0.6', true],
  ])('%s on %s: %s', (verb, version, supported) => {
    const run = () => checkOn(verb, version);
    if (supported) expect(run).not.toThrow();
    else expect(run).toThrow(/is not supported by MWAA on Airflow \d/);
    // Whether it may run here at all is another matter.
    expect(supportedVerb(verb)).toBe(VERBS[verb]);
  });

  it.each([
    ['dags backfill', '3.3.1', 'use "backfill create --dag-id'],
    ['backfill create', '2.11.2', 'use "dags backfill"'],
    ['tasks run', '3.3.1', 'use "tasks test"'],
  ])('names what to use instead of %s on %s', (verb, version, instead) => {
    expect(() => checkOn(verb, version)).toThrow(instead);
  });

  it.each([
    'users create',
    'pools list',
    'config list',
    'connections list',
    'dags frobnicate',
    '',
    'constructor',
    'toString x',
    '__proto__',
  ])('refuses "%s", which MWAA supports nowhere', (verb) => {
    expect(() => supportedVerb(verb)).toThrow(/is no Airflow command that MWAA supports/);
  });
});

describe('A command that nobody knows', () => {
  it.each([
    ['users create', 'users create'],
    ['dags list_all', 'dags list_all'],
    ['connections --add', 'connections …'],
    ['variables postgres://u:hunter2@h/d', 'variables …'],
    ['variables Hunter', 'variables …'],
    ['hunter2', '…'],
    [`dags ${'x'.repeat(31)}`, `dags ${'x'.repeat(31)}`],
    [`dags ${'x'.repeat(32)}`, 'dags …'],
    ['', '…'],
  ])('"%s" is shown as "%s": only words that a command can have', (verb, shown) => {
    expect(() => supportedVerb(verb)).toThrow(`"${shown}" is no Airflow command`);
  });
});

describe('The allow-list', () => {
  it('by default holds only verbs that neither prompt, nor outlive the minute, nor print secrets', () => {
    const risky = DEFAULT_ALLOWED_COMMANDS.filter((verb) => {
      const known = VERBS[verb];
      const asks = known?.answers !== undefined && known.asksWith === undefined;
      return asks || known?.slow || known?.secretOutput || known === undefined;
    });
    expect(risky).toEqual([]);
  });

  it('refuses what it does not name, and says what it names and who can add to it', () => {
    expect(() => checkAllowed('variables get', ['dags trigger', 'version'])).toThrow(
      '"variables get" is not allowed here: allowed are dags trigger, version; have it added to allowedCommands by whoever deploys the queue',
    );
  });

  it.each(['dags backfill', 'dags test', 'tasks run', 'tasks test'])(
    'says of %s that it outlives the web server’s minute',
    (verb) => {
      expect(() => checkAllowed(verb, ['version'])).toThrow(
        /usually runs longer than the minute that the web server waits$/,
      );
    },
  );
});

describe('A verb that asks before it acts', () => {
  it.each(['dags delete', 'tasks clear', 'db clean'])('%s is refused without --yes', (verb) => {
    expect(() => checkAnswers({ verb, args: ['my_dag'] })).toThrow(
      `"${verb}" asks before it acts, and nobody is there to answer: add --yes`,
    );
  });

  it('is refused when only one of its flags makes it ask', () => {
    const regex = ['etl_.*', '--treat-dag-id-as-regex'];
    expect(() => checkAnswers({ verb: 'dags pause', args: regex })).toThrow('add --yes');
    expect(() => checkAnswers({ verb: 'dags pause', args: ['my_dag'] })).not.toThrow();
  });

  it.each(['-y', '--yes'])('runs with %s', (flag) => {
    expect(() => checkAnswers({ verb: 'dags delete', args: ['my_dag', flag] })).not.toThrow();
  });
});
