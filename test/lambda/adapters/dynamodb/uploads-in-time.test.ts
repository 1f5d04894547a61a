import { describe, expect, it } from 'vitest';
import { createBatches } from '../../../../lambda/adapters/dynamodb/batches';
import { createHeardObjects } from '../../../../lambda/adapters/dynamodb/heard-objects';
import { createUploadsQueue } from '../../../../lambda/adapters/sqs/uploads-queue';
import type { Batches, HeardObjects, UploadsQueue } from '../../../../lambda/upload-trigger/ports';
import { errorOf } from '../../../support/errors';
import { hangingDynamoDb, hangingSqs } from '../../../support/hanging-aws';

const BATCH = { batchId: 'b', closesAt: 7 };

describe('Given up after five seconds is a table that does not answer', () => {
  it.each<[string, (table: Batches & HeardObjects) => Promise<unknown>]>([
    ['a note of an object', (t) => t.hear({ id: 'object 1', key: 'k', from: 'event', at: 1 })],
    ['a question for objects', (t) => t.lastHeard(['object 1'])],
    ['a question for a batch', (t) => t.current('group a')],
    ['a new batch', (t) => t.replace('group a', undefined, BATCH)],
    ['an entry', (t) => t.append('b', { position: 0, files: [], count: 0, sealed: true })],
    ['a question for the last entry', (t) => t.tail('b')],
    ['a question for the log', (t) => t.log('b')],
    ['a question for claims', (t) => t.holders(['file f'])],
    ['a claim', (t) => t.claim('file f', 'b')],
  ])('%s', async (_title, call) => {
    const { dynamoDb, limits } = await hangingDynamoDb();
    const table = { ...createHeardObjects(dynamoDb, 'u', 30), ...createBatches(dynamoDb, 'u', 30) };
    const error = await errorOf(() => call(table));
    expect(error.name).toBe('AbortError');
    expect(limits.mock.calls).toStrictEqual([[5000]]);
  });
});

describe('Given up after five seconds is a queue that does not take', () => {
  it.each<[string, (queue: UploadsQueue) => Promise<unknown>]>([
    ['a timer', (queue) => queue.startTimer(BATCH, 1)],
    ['a delay', (queue) => queue.hideFor({ messageId: 'm', receiptHandle: 'r', body: '' }, 1)],
    ['bodies', (queue) => queue.sendAll(['{}'])],
  ])('%s', async (_title, call) => {
    const { sqs, queueUrl, limits } = await hangingSqs();
    const error = await errorOf(() => call(createUploadsQueue(sqs, queueUrl)));
    expect(error.name).toBe('AbortError');
    expect(limits.mock.calls).toStrictEqual([[5000]]);
  });
});
