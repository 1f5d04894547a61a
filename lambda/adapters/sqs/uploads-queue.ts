import { SendMessageBatchCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { writeTimer } from '../../upload-trigger/events/own-events';
import type { UploadsQueue } from '../../upload-trigger/ports';
import { withinTime } from '../within-time';
import { hideMessage } from './hide-message';

/** The standard queue that the events of uploads come through. */
export function createUploadsQueue(client: SQSClient, queueUrl: string): UploadsQueue {
  return {
    async startTimer(batch, seconds) {
      const MessageBody = writeTimer(batch);
      await client.send(
        new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, DelaySeconds: seconds }),
        withinTime(),
      );
    },
    hideFor: (delivery, seconds) => hideMessage(client, queueUrl, delivery, seconds),
    async sendAll(bodies) {
      const Entries = bodies.map((MessageBody, i) => ({ Id: String(i), MessageBody }));
      const { Failed = [] } = await client.send(
        new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }),
        withinTime(),
      );
      return Failed.map(({ Code = 'unknown error', Message = '' }) => `${Code} ${Message}`.trim());
    },
  };
}
