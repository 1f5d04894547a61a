import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { CreateQueueCommand, ListQueuesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { expect, it, vi } from 'vitest';
import { startAwsServer } from '../../../local/stack/aws-server';
import { createBucket, testAws } from '../../support/aws';

const OBJECT = { Bucket: 'uploads', Key: 'in/a b+ü.csv' };

it('the server of SQS and S3 listens on this machine only', async () => {
  const { endpoint } = await testAws();

  expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

it('the server of SQS and S3 reports an object that is put, copied or uploaded in parts, by its plain key', async () => {
  const { s3, written } = await testAws();
  await createBucket(s3, 'uploads');

  await s3.send(new PutObjectCommand({ ...OBJECT, Body: 'x' }));
  await s3.send(
    new CopyObjectCommand({
      Bucket: 'uploads',
      Key: 'copy',
      CopySource: `uploads/${encodeURIComponent(OBJECT.Key)}`,
    }),
  );
  const { UploadId } = await s3.send(
    new CreateMultipartUploadCommand({ Bucket: 'uploads', Key: 'parts' }),
  );
  const part = { Bucket: 'uploads', Key: 'parts', UploadId };
  const { ETag } = await s3.send(new UploadPartCommand({ ...part, PartNumber: 1, Body: 'x' }));
  await s3.send(
    new CompleteMultipartUploadCommand({
      ...part,
      MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
    }),
  );

  await vi.waitFor(() =>
    expect(written).toEqual([
      { bucket: 'uploads', key: 'in/a b+ü.csv', eventName: 'ObjectCreated:Put' },
      { bucket: 'uploads', key: 'copy', eventName: 'ObjectCreated:Copy' },
      { bucket: 'uploads', key: 'parts', eventName: 'ObjectCreated:CompleteMultipartUpload' },
    ]),
  );
});

it('the server of SQS and S3 reports nothing for reading, deleting, creating a bucket, or a write that fails', async () => {
  const { s3, written } = await testAws();
  await createBucket(s3, 'uploads');
  await s3.send(new PutObjectCommand({ ...OBJECT, Body: 'x' }));

  await s3.send(new GetObjectCommand(OBJECT));
  await s3.send(new DeleteObjectCommand(OBJECT));
  const missing = new PutObjectCommand({ Bucket: 'no-such-bucket', Key: 'a', Body: 'x' });
  await expect(s3.send(missing)).rejects.toThrow();
  await s3.send(new PutObjectCommand({ ...OBJECT, Key: 'last', Body: 'x' }));

  await vi.waitFor(() => expect(written.at(-1)?.key).toBe('last'));
  expect(written.map(({ key }) => key)).toEqual(['in/a b+ü.csv', 'last']);
});

it('the server of SQS and S3 takes a call while a hundred others wait for messages', async () => {
  const { sqs } = await testAws();
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'empty' }));
  const waiting = new AbortController();
  let answered = 0;
  const polls = Array.from({ length: 100 }, () =>
    sqs
      .send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }), {
        abortSignal: AbortSignal.any([waiting.signal]),
      })
      .then(() => answered++),
  );

  await sqs.send(new ListQueuesCommand({}));

  expect(answered).toBe(0);
  waiting.abort();
  await Promise.allSettled(polls);
});

it('the server of SQS and S3 answers no more when it has stopped', async () => {
  const { endpoint, stop } = await startAwsServer(() => {});

  await stop();

  await expect(fetch(endpoint)).rejects.toThrow('fetch failed');
});
