import { Duration, type Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { RUNNER_VARIABLES } from '../../../lambda/contract/environment-variables';
import { VERBS } from '../../../lambda/contract/verbs';
import { MwaaCommandQueue, type MwaaCommandQueueProps } from '../../../lib';
import { monitoringProps } from './monitoring-props';
import { networkProps } from './network-props';
import type { PropTable } from './prop-case';
import { senders } from './sender-props';
import { variable } from './shows';
import { storageProps } from './storage-props';
import { timeoutProps } from './timeout-props';
import { viaProps } from './via-props';

const topic = (stack: Stack, name: string) =>
  Topic.fromTopicArn(stack, 'Topic', stack.formatArn({ service: 'sns', resource: name }));
export const queueProps: PropTable<MwaaCommandQueueProps> = {
  build: (stack, props) => {
    const environmentName = 'MyEnvironment';
    const queue = new MwaaCommandQueue(stack, 'Queue', { environmentName, ...props });
    const bucket = Bucket.fromBucketName(stack, 'Bucket', 'company-data');
    // Manifests are there only with a batch.
    queue.addUploadTrigger('T', { bucket, dagId: 'd', batch: { window: Duration.minutes(5) } });
  },
  props: {
    ...storageProps,
    ...monitoringProps,
    ...networkProps,
    ...timeoutProps,
    ...viaProps,
    senders,
    environmentName: {
      accepted: () => ({ environmentName: 'E-2_x' }),
      shows: () => variable(RUNNER_VARIABLES.environmentName, 'E-2_x'),
      refused: {
        given: () => ({ environmentName: undefined }),
        error: 'environmentName is missing: give a text',
      },
      atDeployment: { given: ({ text }) => ({ environmentName: text }) },
    },
    airflowVersion: {
      accepted: () => ({ airflowVersion: '3.3.1' }),
      shows: () => variable(RUNNER_VARIABLES.airflowVersion, '3.3.1'),
      refused: {
        given: () => ({ airflowVersion: 2.11 }),
        error: 'airflowVersion is a number: give a text',
      },
      atDeployment: { given: ({ text }) => ({ airflowVersion: text }) },
    },
    allowedCommands: {
      accepted: () => ({ allowedCommands: ['dags list', 'version'] }),
      shows: () => variable(RUNNER_VARIABLES.allowedCommands, 'dags list,version'),
      refused: {
        given: () => ({ allowedCommands: ['dags'] }),
        error: `allowedCommands has "dags", which MWAA does not support: allowed are ${Object.keys(VERBS).join(', ')}`,
      },
      atDeployment: { given: ({ list }) => ({ allowedCommands: list }) },
    },
    recordRetention: {
      accepted: () => ({ recordRetention: Duration.days(90) }),
      shows: () => variable(RUNNER_VARIABLES.recordsRetentionDays, '90'),
      refused: {
        given: () => ({ recordRetention: Duration.days(29) }),
        error:
          'recordRetention is 29 days: give whole days, at least 30: the commands queue and the dead-letter queue each keep a message 14 days, and its record must outlive it',
      },
      atDeployment: { given: ({ number }) => ({ recordRetention: Duration.days(number) }) },
    },
    uploadManifestRetention: {
      accepted: () => ({ uploadManifestRetention: Duration.days(7) }),
      shows: () => [
        'AWS::S3::Bucket',
        { LifecycleConfiguration: { Rules: [{ ExpirationInDays: 7, Status: 'Enabled' }] } },
      ],
      refused: {
        given: () => ({ uploadManifestRetention: Duration.hours(36) }),
        error: 'uploadManifestRetention is 1.5 days: give whole days, at least 1',
      },
      atDeployment: { given: ({ number }) => ({ uploadManifestRetention: Duration.days(number) }) },
    },
    eventBus: {
      accepted: (stack) => ({ eventBus: EventBus.fromEventBusName(stack, 'Bus', 'outcomes') }),
      shows: (stack) => [
        'AWS::Pipes::Pipe',
        {
          Target: stack.resolve(
            stack.formatArn({ service: 'events', resource: 'event-bus/outcomes' }),
          ),
        },
      ],
      refused: {
        given: (stack) => ({
          eventBus: EventBus.fromEventBusArn(
            stack,
            'Bus',
            'arn:aws:events:us-west-2:111111111111:event-bus/outcomes',
          ),
        }),
        error:
          "eventBus is in region us-west-2: it must be in the stack's, eu-central-1; to have events elsewhere, forward them from there by a rule",
      },
    },
    alarmTopic: {
      accepted: (stack) => ({ alarmTopic: topic(stack, 'alarms') }),
      shows: (stack) => [
        'AWS::CloudWatch::Alarm',
        { AlarmActions: [stack.resolve(stack.formatArn({ service: 'sns', resource: 'alarms' }))] },
      ],
      refused: {
        given: (stack) => ({ alarmTopic: topic(stack, 'alarms.fifo') }),
        error:
          'alarmTopic is a FIFO topic: give a standard one, CloudWatch alarms publish to no other',
      },
    },
  },
};
