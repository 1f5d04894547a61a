import { describe, expect, it } from 'vitest';
import { readSettings } from '../../../lambda/runner/settings';

const VARIABLES = {
  MWAAQ_ENVIRONMENT: 'MyEnvironment',
  MWAAQ_QUEUE_URL: 'https://queue',
  MWAAQ_DEAD_LETTER_QUEUE_URL: 'https://dlq',
  MWAAQ_RECORDS_TABLE: 'records',
  MWAAQ_RECORDS_RETENTION_DAYS: '90',
  MWAAQ_ALLOWED_COMMANDS: 'dags trigger,version',
  MWAAQ_COMMAND_TIMEOUT_MS: '65000',
  MWAAQ_UNKNOWN_DAG_PATIENCE_MS: '0',
};

describe("the runner's settings", () => {
  it('are what the construct sets', () => {
    expect(readSettings(VARIABLES)).toStrictEqual({
      environmentName: 'MyEnvironment',
      queueUrl: 'https://queue',
      deadLetterQueueUrl: 'https://dlq',
      recordsTable: 'records',
      recordsRetentionDays: 90,
      allowedCommands: ['dags trigger', 'version'],
      senders: undefined,
      commandTimeoutMs: 65_000,
      unknownDagPatienceMs: 0,
      airflowVersion: undefined,
      via: 'cli',
      airflowRole: 'User',
      webServerAddress: undefined,
    });
  });

  it('may name the version', () => {
    const { airflowVersion } = readSettings({ ...VARIABLES, MWAAQ_AIRFLOW_VERSION: '3.0.6' });
    expect(airflowVersion).toStrictEqual({ major: 3, minor: 0 });
  });

  it('may name another way, and the role of who goes it', () => {
    const variables = { ...VARIABLES, MWAAQ_VIA: 'auto', MWAAQ_AIRFLOW_ROLE: 'Op' };
    expect(readSettings(variables)).toMatchObject({ via: 'auto', airflowRole: 'Op' });
  });

  it('fails if the way is none that there is', () => {
    expect(() => readSettings({ ...VARIABLES, MWAAQ_VIA: 'ssh' })).toThrow(
      'via "ssh" is not allowed: give cli, rest or auto',
    );
  });

  it('may name the senders', () => {
    const senders = [{ ids: ['AROASENDER'], verbs: ['version'] }];
    const variables = { ...VARIABLES, MWAAQ_SENDERS: JSON.stringify(senders) };
    expect(readSettings(variables)).toMatchObject({ senders });
  });

  it.each(Object.keys(VARIABLES))('fails if %s is missing', (name) => {
    expect(() => readSettings({ ...VARIABLES, [name]: undefined })).toThrow(
      `environment variable ${name} is not set`,
    );
  });

  it('fails if the version is none that is supported', () => {
    expect(() => readSettings({ ...VARIABLES, MWAAQ_AIRFLOW_VERSION: '4.0' })).toThrow(
      '"4.0" is not supported',
    );
  });
});
