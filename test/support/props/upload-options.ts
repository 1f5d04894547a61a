import { Duration, type Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { UPLOAD_TRIGGER_VARIABLES } from '../../../lambda/contract/environment-variables';
import { MwaaCommandQueue, type UploadBatchOptions, type UploadTriggerOptions } from '../../../lib';
import type { PropCase, PropTable } from './prop-case';
import { jsonVariable, variable } from './shows';

const rule = (value: object) => jsonVariable(UPLOAD_TRIGGER_VARIABLES.rule, value);
const bucketIn = (stack: Stack) => Bucket.fromBucketName(stack, 'Bucket', 'company-data');

/** An option that the function is told as it is. */
function told(
  accepted: Partial<UploadTriggerOptions>,
  refused: PropCase<UploadTriggerOptions>['refused'],
  atDeployment?: PropCase<UploadTriggerOptions>['atDeployment'],
): PropCase<UploadTriggerOptions> {
  return {
    accepted: () => accepted,
    shows: () => rule(accepted),
    refused,
    ...(atDeployment && { atDeployment }),
  };
}

/** Which uploads count, and what their run is told. */
const FILTERS: PropTable<UploadTriggerOptions>['props'] = {
  prefix: told(
    { prefix: 'incoming/' },
    {
      given: () => ({ prefix: 'in coming/', viaEventBridge: false }),
      error:
        'prefix "in coming/" is not allowed: use A-Z a-z 0-9 ! _ . * \' ( ) / = -, leave it out for every key, or set viaEventBridge, which takes any characters',
    },
    { given: ({ text }) => ({ prefix: text }) },
  ),
  suffix: told(
    { suffix: '.csv' },
    { given: () => ({ suffix: ['.csv'] }), error: 'suffix is a list: give a text' },
    { given: ({ text }) => ({ suffix: text }) },
  ),
  keyPattern: told(
    { keyPattern: 'sales/{day}/*.csv' },
    {
      given: () => ({ keyPattern: 'sales/*', prefix: 'sales/' }),
      error:
        'keyPattern "sales/*" and prefix "sales/" do not go together: leave prefix out, keyPattern says which keys count',
    },
    {
      given: ({ text }) => ({ keyPattern: text }),
      error:
        'keyPattern is known only at deployment: give it as text, since the names in it are checked at synth',
    },
  ),
  marker: told(
    { marker: '_SUCCESS' },
    {
      given: () => ({ marker: 'done/_SUCCESS' }),
      error:
        'marker "done/_SUCCESS" is no base name: give one without a slash, for example "_SUCCESS"',
    },
    { given: ({ text }) => ({ marker: text }) },
  ),
  folderMarkers: told(
    { folderMarkers: true },
    {
      given: () => ({ folderMarkers: 'true' }),
      error: 'folderMarkers is a string: give true or false',
    },
  ),
  emptyObjects: told(
    { emptyObjects: false },
    {
      given: () => ({ emptyObjects: false, marker: '_SUCCESS' }),
      error:
        'emptyObjects is false and marker is "_SUCCESS": markers are empty as a rule, and none would count; leave emptyObjects out',
    },
  ),
  conf: told(
    { conf: { at: '{key}' } },
    {
      given: () => ({ conf: 'key' }),
      error: 'conf is "key": give an object of JSON values',
    },
    { given: ({ text, number }) => ({ conf: { text, number } }) },
  ),
};

export const uploadOptions: PropTable<UploadTriggerOptions> = {
  build: (stack, options) => {
    const queue = new MwaaCommandQueue(stack, 'Queue', { environmentName: 'MyEnvironment' });
    queue.addUploadTrigger('T', { bucket: bucketIn(stack), dagId: 'd', ...options });
  },
  props: {
    ...FILTERS,
    bucket: {
      accepted: (stack) => ({ bucket: Bucket.fromBucketName(stack, 'Other', 'other-data') }),
      shows: () => variable(UPLOAD_TRIGGER_VARIABLES.bucketName, 'other-data'),
      refused: {
        given: (stack) => ({
          bucket: Bucket.fromBucketAttributes(stack, 'Other', {
            bucketName: 'other-data',
            account: '222222222222',
          }),
        }),
        error:
          'bucket is in account 222222222222, the stack in 111111111111: give sourceAccounts, and put an UploadForwarder into a stack there',
      },
    },
    dagId: told(
      { dagId: 'load_orders' },
      {
        given: () => ({ dagId: 'load orders' }),
        error:
          'DAG id "load orders" has 11 characters: use 1 to 250 letters, digits, _ . or -, and do not begin with -',
      },
      { given: ({ text }) => ({ dagId: text }) },
    ),
    triggerName: {
      accepted: () => ({ triggerName: 'orders' }),
      shows: () => rule({ name: 'orders' }),
      refused: {
        given: () => ({ triggerName: 'orders/eu' }),
        error: 'upload trigger name "orders/eu" has 9 characters: use 1 to 64 of A-Z a-z 0-9 _ . -',
      },
      atDeployment: { given: ({ text }) => ({ triggerName: text }) },
    },
    batch: {
      accepted: () => ({ batch: { window: Duration.minutes(5) } }),
      shows: () => rule({ batch: { windowSeconds: 300, maxFiles: 1000 } }),
      refused: {
        given: () => ({ batch: {} }),
        error: 'batch.window is missing: give a Duration, for example Duration.minutes(5)',
      },
    },
    sourceAccounts: {
      accepted: () => ({ sourceAccounts: ['222222222222'] }),
      shows: () => ['AWS::Events::Rule', { EventPattern: { account: ['222222222222'] } }],
      refused: {
        given: () => ({ sourceAccounts: '222222222222' }),
        error: 'sourceAccounts is a string: give a list of texts',
      },
      atDeployment: { given: ({ text }) => ({ sourceAccounts: [text] }) },
    },
    viaEventBridge: {
      accepted: () => ({ viaEventBridge: false }),
      shows: () => ['Custom::S3BucketNotifications', { BucketName: 'company-data' }],
      refused: {
        given: () => ({ viaEventBridge: 'no' }),
        error: 'viaEventBridge is a string: give true or false',
      },
    },
  },
};

export const batchOptions: PropTable<UploadBatchOptions> = {
  build: (stack, options) => {
    const batch = { window: Duration.minutes(5), ...options };
    uploadOptions.build(stack, { keyPattern: 'sales/{day}/*', batch });
  },
  props: {
    window: {
      accepted: () => ({ window: Duration.hours(12) }),
      shows: () => rule({ batch: { windowSeconds: 43_200, maxFiles: 1000 } }),
      refused: {
        given: () => ({ window: Duration.millis(1500) }),
        error: 'batch.window is 1.5 seconds: give whole seconds, 1 to 43200',
      },
      atDeployment: { given: ({ number }) => ({ window: Duration.seconds(number) }) },
    },
    maxFiles: {
      accepted: () => ({ maxFiles: 2 }),
      shows: () => rule({ batch: { windowSeconds: 300, maxFiles: 2 } }),
      refused: {
        given: () => ({ maxFiles: 1 }),
        error: 'batch.maxFiles is 1: give a whole number, 2 to 10000',
      },
      atDeployment: { given: ({ number }) => ({ maxFiles: number }) },
    },
    groupBy: {
      accepted: () => ({ groupBy: 'day' }),
      shows: () => rule({ batch: { windowSeconds: 300, maxFiles: 1000, groupBy: 'day' } }),
      refused: {
        given: () => ({ groupBy: 'hour' }),
        error: 'batch.groupBy "hour" is no name in keyPattern: there are day',
      },
      atDeployment: {
        given: ({ text }) => ({ groupBy: text }),
        error:
          'batch.groupBy is known only at deployment: give it as text, since it must be a name in keyPattern',
      },
    },
  },
};
