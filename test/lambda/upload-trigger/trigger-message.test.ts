import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../../lambda/contract/message';
import { faultOfRunId } from '../../../lambda/contract/run-id';
import type { UploadRule } from '../../../lambda/contract/upload-rule';
import {
  batchCommandId,
  batchMessage,
  uploadMessage,
} from '../../../lambda/upload-trigger/trigger-message';
import type { Upload } from '../../../lambda/upload-trigger/upload';
import { anyUnicode } from '../../support/any-text';
import { ruleOf, uploadOf } from '../../support/uploads/uploads';

/** A message as the runner reads it. */
function read({ body, deduplicationId, runId }: ReturnType<typeof uploadMessage>) {
  const { id, source, request } = parseMessage(body);
  if (request.form !== 'trigger') throw new Error(`not a trigger: ${body}`);
  expect(request.trigger.runId).toBe(runId);
  // One tells the other, in docs/uploads.md.
  expect(`${source}-${runId.slice(-16)}`).toBe(id);
  return { body, deduplicationId, id, source, trigger: request.trigger };
}

const sent = (upload: Partial<Upload> = {}, rule: Partial<UploadRule> = {}) =>
  read(uploadMessage(ruleOf(rule), uploadOf(upload), {}));

const idsOf = (upload: Partial<Upload>, rule?: Partial<UploadRule>) => {
  const { id, trigger } = sent(upload, rule);
  return { id, runId: trigger.runId };
};

describe('the message of an upload', () => {
  it('asks for a run of the DAG, told of the object', () => {
    const { source, trigger } = sent({ key: 'in/a b.csv', versionId: 'v1' });
    const { write: _write, ...conf } = uploadOf({ key: 'in/a b.csv', versionId: 'v1' });
    expect(source).toBe('s3');
    expect(trigger).toMatchObject({ dagId: 'load', conf });
    expect(trigger.runId).toMatch(/^s3__a_b\.csv__[0-9a-f]{16}$/);
  });

  it('bears its id as deduplication id', () => {
    const { id, deduplicationId } = sent();
    expect(id).toMatch(/^s3-[0-9a-f]{16}$/);
    expect(deduplicationId).toBe(id);
  });

  it('has the same ids for the same event, delivered again with another time', () => {
    expect(idsOf({ eventTime: '2026-03-01T11:00:00Z' })).toStrictEqual(idsOf({}));
  });

  it.each<[string, Partial<Upload>, Partial<Upload>]>([
    ['write', { write: '01' }, { write: '02' }],
    ['key', { key: 'in/a.csv' }, { key: 'out/a.csv' }],
    ['bucket', { bucket: 'one' }, { bucket: 'two' }],
    ['border of bucket and key', { bucket: 'ab', key: 'c' }, { bucket: 'a', key: 'bc' }],
  ])('has another id and run id for another %s', (_title, one, other) => {
    expect(idsOf(one).id).not.toBe(idsOf(other).id);
    expect(idsOf(one).runId).not.toBe(idsOf(other).runId);
  });

  it('has other ids for another rule, so that two rules of a bucket and DAG each get a run', () => {
    const [one, other] = [idsOf({}, { name: 'one' }), idsOf({}, { name: 'other' })];
    expect(one.id).not.toBe(other.id);
    expect(one.runId).not.toBe(other.runId);
  });

  it.each([
    ['of a marker names its folder', { key: 'sales/2026/_SUCCESS' }, '_SUCCESS', '2026'],
    ['of a marker at the root names the marker', { key: '_SUCCESS' }, '_SUCCESS', '_SUCCESS'],
    ['of a folder marker names the folder', { key: 'sales/2026/' }, undefined, '2026'],
    ['of any other object names it', { key: 'sales/2026/a.csv' }, undefined, 'a.csv'],
  ])('%s in its run id', (_title, upload, marker, name) => {
    const { runId } = idsOf(upload, marker === undefined ? {} : { marker });
    expect(runId).toMatch(new RegExp(`^s3__${name}__[0-9a-f]{16}$`));
  });

  it('is taken by the runner, by Airflow and by SQS, whatever the key', () => {
    const keys = anyUnicode({ minLength: 1, maxLength: 256 });
    fc.assert(
      fc.property(keys, (key) => {
        const { body, id, deduplicationId, trigger } = sent({ key });
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
    ['nothing but slashes', '///'],
    ['a base name like a reserved prefix', 'scheduled__2026'],
  ])('has a run id that Airflow takes for a key with %s', (_title, key) => {
    const { runId = '' } = sent({ key }).trigger;
    expect(faultOfRunId(runId)).toBeUndefined();
    expect(runId).toMatch(/^s3__.*__[0-9a-f]{16}$/);
  });
});

describe('the message of a batch', () => {
  const BATCH = '0a1b2c3d-0000-4000-8000-000000000000';

  it('asks for one run, named after the group', () => {
    const message = read(batchMessage(ruleOf(), BATCH, '2026-03-01', { fileCount: 2 }));
    expect(message).toMatchObject({
      id: batchCommandId(BATCH),
      deduplicationId: batchCommandId(BATCH),
      source: 's3-batch',
      trigger: { dagId: 'load', conf: { fileCount: 2 } },
    });
    expect(message.id).toMatch(/^s3-batch-[0-9a-f]{16}$/);
    expect(message.trigger.runId).toMatch(/^s3-batch__2026-03-01__[0-9a-f]{16}$/);
  });

  it('is named after the rule where there are no groups', () => {
    const { trigger } = read(batchMessage(ruleOf(), BATCH, undefined, {}));
    expect(trigger.runId).toMatch(/^s3-batch__orders__[0-9a-f]{16}$/);
  });

  it('has other ids for another batch', () => {
    const runIds = ['1', '2'].map((batch) => read(batchMessage(ruleOf(), batch, 'eu', {})));
    expect(new Set(runIds.map(({ id }) => id)).size).toBe(2);
    expect(new Set(runIds.map(({ trigger }) => trigger.runId)).size).toBe(2);
  });
});
