import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultOfRunId } from '../../../lambda/airflow/run-id';
import { parseMessage } from '../../../lambda/contract/message';
import { triggerMessage } from '../../../lambda/upload-trigger/trigger-message';
import { readUploads, type Upload } from '../../../lambda/upload-trigger/uploads';
import { anyUnicode } from '../../support/any-text';
import { type S3Change, s3Record } from '../../support/s3-events';

function uploadOf(change: S3Change = {}): Upload {
  const [upload] = readUploads({ Records: [s3Record(change)] }).uploads;
  if (upload === undefined) throw new Error('no upload');
  return upload;
}

/** The message as the runner reads it. */
function sent(change: S3Change = {}, dagId = 'load') {
  const { body, deduplicationId } = triggerMessage(uploadOf(change), dagId);
  const { id, source, request } = parseMessage(body);
  if (request.form !== 'trigger') throw new Error(`not a trigger: ${body}`);
  return { body, deduplicationId, id, source, trigger: request.trigger };
}

const idsOf = (change: S3Change, dagId?: string) => {
  const { id, trigger } = sent(change, dagId);
  return { id, runId: trigger.runId };
};

describe('the message of an upload', () => {
  it('asks for a run of the DAG, told of the object', () => {
    const { source, trigger } = sent({ key: 'in/a+b.csv', versionId: 'v1' });
    expect(source).toBe('s3');
    expect(trigger).toMatchObject({
      dagId: 'load',
      conf: {
        bucket: 'uploads',
        key: 'in/a b.csv',
        size: 12,
        etag: 'd41d8cd98f00b204e9800998ecf8427e',
        versionId: 'v1',
        eventTime: '2026-03-01T10:00:00.000Z',
      },
    });
    expect(trigger.runId).toMatch(/^s3__a_b\.csv__[0-9a-f]{16}$/);
  });

  it('leaves out a version that the object does not have', () => {
    expect(sent().trigger.conf).not.toHaveProperty('versionId');
  });

  it('bears its id as deduplication id', () => {
    const { id, deduplicationId } = sent();
    expect(id).toMatch(/^s3-[0-9a-f]{16}$/);
    expect(deduplicationId).toBe(id);
  });

  it('is the same for the same event, delivered again with another time', () => {
    const later = { ...s3Record(), eventTime: '2026-03-01T11:00:00.000Z' };
    const [upload = uploadOf()] = readUploads({ Records: [later] }).uploads;
    expect(triggerMessage(upload, 'load').deduplicationId).toBe(sent().id);
    expect(triggerMessage(upload, 'load').body).toContain(sent().trigger.runId);
  });

  it.each<[string, S3Change, S3Change]>([
    ['sequencer', { sequencer: '01' }, { sequencer: '02' }],
    ['version', { versionId: 'v1' }, { versionId: 'v2' }],
    ['key', { key: 'in/a.csv' }, { key: 'out/a.csv' }],
    ['bucket', { bucket: 'one' }, { bucket: 'two' }],
    ['border of bucket and key', { bucket: 'ab', key: 'c' }, { bucket: 'a', key: 'bc' }],
    [
      'sequencer while versioning is suspended',
      { versionId: 'null', sequencer: '01' },
      { versionId: 'null', sequencer: '02' },
    ],
  ])('has another id and run id for another %s', (_title, one, other) => {
    expect(idsOf(one).id).not.toBe(idsOf(other).id);
    expect(idsOf(one).runId).not.toBe(idsOf(other).runId);
  });

  it('has another id for another DAG, so that one object may start two', () => {
    expect(idsOf({}, 'load').id).not.toBe(idsOf({}, 'check').id);
  });

  it('is taken by the runner, by Airflow and by SQS, whatever the key', () => {
    const keys = anyUnicode({ minLength: 1, maxLength: 256 });
    fc.assert(
      fc.property(keys, (key) => {
        const { body, id, deduplicationId, trigger } = sent({ key: encodeKey(key) });
        expect(trigger.conf?.key).toBe(key);
        expect(faultOfRunId(trigger.runId ?? '')).toBeUndefined();
        expect(id).toBe(deduplicationId);
        expect(deduplicationId).toMatch(/^[!-~]{1,128}$/);
        expect(body).toMatch(/^[\x20-\x7e]+$/);
      }),
    );
  });

  it.each([
    ['1024 bytes', 'é'.repeat(512)],
    ['leading dashes', '--conf'],
    ['a base name that is empty', 'folder/'],
    ['a base name like a reserved prefix', 'scheduled__2026'],
  ])('has a run id that Airflow takes for a key with %s', (_title, key) => {
    const { runId = '' } = sent({ key: encodeKey(key) }).trigger;
    expect(faultOfRunId(runId)).toBeUndefined();
    expect(runId).toMatch(/^s3__.*__[0-9a-f]{16}$/);
  });
});

/** As S3 writes keys in events. */
function encodeKey(key: string): string {
  return encodeURIComponent(key).replaceAll('%20', '+');
}
