import { Duration, type Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { UPLOAD_TRIGGER_VARIABLES } from '../../../lambda/contract/environment-variables';
import {
  UploadForwarder,
  type UploadForwarderProps,
  UploadTrigger,
  type UploadTriggerProps,
} from '../../../lib';
import { ALL_OF_ITS_TYPE, type PropTable } from './prop-case';
import { variable } from './shows';
import { sourceQueues, triggerProps } from './source-queues';
import { storageProps } from './storage-props';

const RULE = 'AWS::Events::Rule';
const BATCH = { batch: { window: Duration.minutes(5) } };
const bucketIn = (stack: Stack) => Bucket.fromBucketName(stack, 'Bucket', 'company-data');
const tableIn = (stack: Stack, name: string) => Table.fromTableName(stack, name, name);

export const uploadProps: PropTable<UploadTriggerProps> = {
  build: (stack, props) => {
    const parts = { ...sourceQueues(stack), table: tableIn(stack, 'uploads') };
    new UploadTrigger(stack, 'T', { bucket: bucketIn(stack), dagId: 'd', ...parts, ...props });
  },
  props: {
    ...storageProps,
    ...triggerProps(UPLOAD_TRIGGER_VARIABLES),
    table: {
      accepted: (stack) => ({ table: tableIn(stack, 'mine') }),
      shows: () => variable(UPLOAD_TRIGGER_VARIABLES.uploadsTable, 'mine'),
      refused: ALL_OF_ITS_TYPE,
    },
    recordRetention: {
      accepted: () => ({ recordRetention: Duration.days(60) }),
      shows: () => variable(UPLOAD_TRIGGER_VARIABLES.uploadsRetentionDays, '60'),
      refused: {
        given: () => ({ recordRetention: 60 }),
        error: 'recordRetention is a number: give a Duration, for example Duration.minutes(5)',
      },
      atDeployment: { given: ({ number }) => ({ recordRetention: Duration.days(number) }) },
    },
    manifests: {
      accepted: (stack) => ({
        ...BATCH,
        manifests: Bucket.fromBucketName(stack, 'Manifests', 'manifests'),
      }),
      shows: () => variable(UPLOAD_TRIGGER_VARIABLES.manifestBucketName, 'manifests'),
      refused: {
        given: () => BATCH,
        error: 'manifests is missing: with batch, give a bucket for lists of files',
      },
    },
  },
};

const busArn = 'arn:aws:events:eu-central-1:222222222222:event-bus/uploads';

const patternWith = (key: unknown) =>
  [
    RULE,
    { EventPattern: { detail: { bucket: { name: ['company-data'] }, object: { key: [key] } } } },
  ] as const;

export const forwarderProps: PropTable<UploadForwarderProps> = {
  build: (stack, props) => {
    const eventBus = EventBus.fromEventBusArn(stack, 'Bus', busArn);
    new UploadForwarder(stack, 'F', { bucket: bucketIn(stack), eventBus, ...props });
  },
  props: {
    encryptionKey: storageProps.encryptionKey,
    bucket: {
      accepted: (stack) => ({ bucket: Bucket.fromBucketName(stack, 'Other', 'other-data') }),
      shows: () => [
        RULE,
        { EventPattern: Match.objectLike({ detail: { bucket: { name: ['other-data'] } } }) },
      ],
      refused: {
        given: (stack) => ({
          bucket: Bucket.fromBucketAttributes(stack, 'Other', {
            bucketName: 'other-data',
            region: 'eu-west-1',
          }),
        }),
        error:
          'bucket is in region eu-west-1, the stack in eu-central-1: put the UploadForwarder into a stack there, for no events of the bucket come here',
      },
    },
    eventBus: {
      accepted: (stack) => ({
        eventBus: EventBus.fromEventBusArn(stack, 'Other', `${busArn}-other`),
      }),
      shows: () => [RULE, { Targets: [Match.objectLike({ Arn: `${busArn}-other` })] }],
      refused: {
        given: (stack) => ({ eventBus: EventBus.fromEventBusName(stack, 'Own', 'default') }),
        error:
          "eventBus is the stack's own default bus, where the events come from: each would be sent round and round; give the environment's upload event bus, imported by its ARN",
      },
    },
    prefix: {
      accepted: () => ({ prefix: 'incoming/' }),
      shows: () => patternWith({ prefix: 'incoming/' }),
      refused: { given: () => ({ prefix: 1 }), error: 'prefix is a number: give a text' },
      atDeployment: { given: ({ text }) => ({ prefix: text }) },
    },
    suffix: {
      accepted: () => ({ suffix: '.csv' }),
      shows: () => patternWith({ suffix: '.csv' }),
      refused: { given: () => ({ suffix: ['.csv'] }), error: 'suffix is a list: give a text' },
      atDeployment: { given: ({ text }) => ({ suffix: text }) },
    },
  },
};
