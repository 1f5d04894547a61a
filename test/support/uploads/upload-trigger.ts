import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { parseMessage, type TriggerRequest } from '../../../lambda/contract/message';
import type { UploadRule } from '../../../lambda/contract/upload-rule';
import type { Reconciled } from '../../../lambda/upload-trigger/reconcile/reconcile';
import type { OnCall } from '../../../local/calls';
import { FUNCTION_CREDENTIALS } from '../../../local/stack/account';
import { createBucket, createQueue, messagesIn, testAws } from '../aws';
import { stubEnvironment } from '../environment';
import { LAMBDA_CONTEXT } from '../lambda-context';
import { sqsEventOf } from '../sqs-events';
import { ruleOf } from './uploads';
import { startUploadsTable } from './uploads-table';

/** What a test may set. */
export interface TriggerSetting {
  readonly rule?: Partial<UploadRule>;
  /** Told of the function's calls of DynamoDB; may answer them with faults. */
  readonly onCall?: OnCall;
  /** A commands queue that is not there. */
  readonly commandsQueue?: string;
}

/**
 * The upload trigger's handler as Lambda loads it, with SQS, S3 and DynamoDB on this machine. The uploads
 * queue hides nothing by itself, so that a message which is given back comes at once.
 */
export async function loadUploadTrigger({ rule, onCall, commandsQueue }: TriggerSetting = {}) {
  const { sqs, s3, endpoint } = await testAws();
  const database = await startUploadsTable(onCall);
  // The host that the server names is none that resolves here.
  const queue = async (name: string, attributes = {}) =>
    endpoint + new URL(await createQueue(sqs, name, attributes)).pathname;
  const uploadsQueueUrl = await queue('uploads', { VisibilityTimeout: '0' });
  const queueUrl = await queue('commands.fifo');
  for (const bucket of ['uploads', 'manifests']) await createBucket(s3, bucket);
  stubEnvironment({
    AWS_ACCESS_KEY_ID: FUNCTION_CREDENTIALS.accessKeyId,
    AWS_ENDPOINT_URL_SQS: endpoint,
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: database.endpoint,
    AWS_MAX_ATTEMPTS: '1',
    MWAAQ_ENVIRONMENT: 'MyEnvironment',
    MWAAQ_QUEUE_URL: queueUrl.replace('commands.fifo', commandsQueue ?? 'commands.fifo'),
    MWAAQ_UPLOAD_RULE: JSON.stringify(ruleOf(rule)),
    MWAAQ_UPLOAD_BUCKET: 'uploads',
    MWAAQ_UPLOADS_QUEUE_URL: uploadsQueueUrl,
    MWAAQ_UPLOADS_TABLE: database.tableName,
    MWAAQ_UPLOADS_RETENTION_DAYS: '30',
    ...(rule?.batch && { MWAAQ_MANIFEST_BUCKET: 'manifests' }),
  });
  const { handler } = await import('../../../lambda/upload-trigger/handler');
  const handle = async (messages: readonly Message[], remainingMs = 30_000) => {
    const lambda = { ...LAMBDA_CONTEXT, getRemainingTimeInMillis: () => remainingMs };
    const answer = await handler(sqsEventOf(...messages), lambda);
    if (!('batchItemFailures' in answer)) throw new Error('not the answer to a queue');
    return answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };
  const receive = async (QueueUrl: string) => {
    const command = { QueueUrl, MaxNumberOfMessages: 10, AttributeNames: ['All' as const] };
    return (await sqs.send(new ReceiveMessageCommand(command))).Messages ?? [];
  };
  const remove = async (QueueUrl: string, { ReceiptHandle }: Message) => {
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  };
  return {
    s3,
    sqs,
    ...database,
    handle,
    /** Hands bodies over in one invocation. @returns the places of those that are given back */
    async give(...bodies: readonly string[]): Promise<readonly number[]> {
      const messages = bodies.map((Body, i) => ({ Body, MessageId: `m${i}`, ReceiptHandle: 'r' }));
      return (await handle(messages)).map((id) => Number(id.slice(1)));
    },
    async reconcile(reconcile: unknown): Promise<Reconciled> {
      const answer = await handler({ reconcile }, LAMBDA_CONTEXT);
      if (!('listed' in answer)) throw new Error('not the answer to reconcile');
      return answer;
    },
    sendUpload: (MessageBody: string) =>
      sqs.send(new SendMessageCommand({ QueueUrl: uploadsQueueUrl, MessageBody })),
    /** Messages of the uploads queue: visible, hidden and delayed. */
    async uploadsLeft(): Promise<number> {
      const command = { QueueUrl: uploadsQueueUrl, AttributeNames: ['All' as const] };
      const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand(command));
      const { ApproximateNumberOfMessagesDelayed } = Attributes;
      return Number(ApproximateNumberOfMessagesDelayed) + (await messagesIn(sqs, uploadsQueueUrl));
    },
    /** Works off what is visible in the uploads queue, as Lambda does. @returns how many messages came */
    async workOff(): Promise<number> {
      let came = 0;
      for (;;) {
        const messages = await receive(uploadsQueueUrl);
        if (messages.length === 0) return came;
        came += messages.length;
        const givenBack = await handle(messages);
        for (const message of messages) {
          if (!givenBack.includes(message.MessageId ?? '')) await remove(uploadsQueueUrl, message);
        }
      }
    },
    /** Takes all triggers out of the commands queue. */
    async triggers(): Promise<readonly TriggerRequest[]> {
      const triggers: TriggerRequest[] = [];
      for (;;) {
        const messages = await receive(queueUrl);
        if (messages.length === 0) return triggers;
        for (const message of messages) {
          const { request } = parseMessage(message.Body ?? '');
          if (request.form === 'trigger') triggers.push(request.trigger);
          await remove(queueUrl, message);
        }
      }
    },
  };
}
