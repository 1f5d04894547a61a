import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, it, onTestFinished, vi } from 'vitest';
import { advanceClock, restoreClock } from '../../../local/clock';
import { drainVirtually, whenIdle } from '../../../local/drain';
import { createBucket, messagesIn, testAws } from '../../support/aws';
import { functionOf, mappingOf, runStack } from '../../support/local-stack';

/** Fails every message, and logs how often it has come. */
const FAIL = `exports.handler = async ({ Records }) => {
  for (const { body, attributes } of Records) {
    console.log(JSON.stringify({ body, count: attributes.ApproximateReceiveCount }));
  }
  return { batchItemFailures: Records.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};`;

const RESOURCES = {
  Uploads: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      VisibilityTimeout: 360,
      RedrivePolicy: {
        deadLetterTargetArn: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] },
        maxReceiveCount: 3,
      },
    },
  },
  DeadLetters: { Type: 'AWS::SQS::Queue' },
  Trigger: functionOf('trigger'),
  Mapping: mappingOf('Uploads', 'Trigger', 10),
};

async function uploads() {
  onTestFinished(restoreClock);
  const { stack, events, queueUrl } = await runStack(RESOURCES, { sources: { trigger: FAIL } });
  const send = (MessageBody: string, DelaySeconds?: number) =>
    stack.sqs.send(
      new SendMessageCommand({ QueueUrl: queueUrl('Uploads'), MessageBody, DelaySeconds }),
    );
  const tries = () => events.flatMap((e) => (e.kind === 'logged' ? [e.entry.count] : []));
  return { stack, send, tries, deadLetters: () => messagesIn(stack.sqs, queueUrl('DeadLetters')) };
}

it('what fails again and again goes to the dead-letter queue, as the template says', async () => {
  const { stack, send, tries, deadLetters } = await uploads();
  await send('bad');

  await drainVirtually({ stack });

  expect(tries()).toEqual(['1', '2', '3']);
  expect(await deadLetters()).toBe(1);
});

it('a message that is sent with a delay comes when it is over, by the virtual clock', async () => {
  const { stack, send, tries } = await uploads();
  await send('later', 900);

  const [state] = await whenIdle({ stack });
  expect(state).toMatchObject({ messages: 1, busy: false });
  expect(tries()).toEqual([]);
  await advanceClock(900_000);
  await vi.waitFor(() => expect(tries()).toEqual(['1']));
});

it("the SDK finds this machine's S3 by the address alone, as a function has it", async () => {
  const { s3, endpoint } = await testAws();
  vi.stubEnv('AWS_ENDPOINT_URL_S3', endpoint);
  onTestFinished(() => void vi.unstubAllEnvs());
  const credentials = { accessKeyId: 'function', secretAccessKey: 'local' };
  const client = new S3Client({ region: 'us-east-1', credentials });
  onTestFinished(() => client.destroy());
  await createBucket(s3, 'uploads');

  await client.send(new PutObjectCommand({ Bucket: 'uploads', Key: 'a/b c', Body: 'x' }));

  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: 'uploads' }));
  expect(Contents.map(({ Key }) => Key)).toEqual(['a/b c']);
});
