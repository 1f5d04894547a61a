import { describe, expect, it } from 'vitest';
import { readSettings } from '../../../lambda/upload-trigger/settings';
import { ruleOf } from '../../support/uploads/uploads';

const batch = { windowSeconds: 60, maxFiles: 100 };
const variablesOf = (rule: object) => ({
  MWAAQ_ENVIRONMENT: 'MyEnvironment',
  MWAAQ_QUEUE_URL: 'https://sqs/commands.fifo',
  MWAAQ_UPLOAD_RULE: JSON.stringify(rule),
  MWAAQ_UPLOAD_BUCKET: 'uploads',
  MWAAQ_UPLOADS_QUEUE_URL: 'https://sqs/uploads',
  MWAAQ_UPLOADS_TABLE: 'table',
  MWAAQ_UPLOADS_RETENTION_DAYS: '30',
});

describe('The settings', () => {
  it('are what the construct tells', () => {
    expect(readSettings(variablesOf(ruleOf()))).toStrictEqual({
      environmentName: 'MyEnvironment',
      queueUrl: 'https://sqs/commands.fifo',
      rule: ruleOf(),
      batching: undefined,
      bucketName: 'uploads',
      uploadsQueueUrl: 'https://sqs/uploads',
      uploadsTable: 'table',
      retentionDays: 30,
    });
  });

  it('have a bucket for manifests where the rule gathers batches', () => {
    const variables = { ...variablesOf(ruleOf({ batch })), MWAAQ_MANIFEST_BUCKET: 'manifests' };
    expect(readSettings(variables).batching).toStrictEqual({
      rule: ruleOf({ batch }),
      manifestBucket: 'manifests',
    });
  });

  it('fail if a batching rule has none', () => {
    expect(() => readSettings(variablesOf(ruleOf({ batch })))).toThrow('MWAAQ_MANIFEST_BUCKET');
  });

  it.each(Object.keys(variablesOf({})))('fail without %s', (name) => {
    expect(() => readSettings({ ...variablesOf(ruleOf()), [name]: '' })).toThrow(name);
  });
});
