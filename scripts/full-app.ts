import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { App, type AppProps, Duration, Stack } from 'aws-cdk-lib';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AirflowCommand, CommandSender, MwaaCommandQueue, UploadForwarder, Via } from '../lib';
import { addEncryptedQueues, grantAll } from './full-app-keys';
import { addCommands, HERE, ownBucket } from './full-app-parts';
import type { SynthesizedTemplate } from './synthesized-template';

const THERE = { account: '222222222222', region: 'eu-central-1' };

/** An app with each feature of the constructs, for what is said and tested of all that they make. */
export function createFullApp(props: AppProps = {}): App {
  const app = new App({ builtinCloudFormationValidation: false, ...props });
  addQueue(new Stack(app, 'Environment', { env: HERE }));
  addForwarder(new Stack(app, 'OtherAccount', { env: THERE }));
  addPrivateQueue(new Stack(app, 'PrivateEnvironment', { env: HERE }));
  addEncryptedQueues(app);
  return app;
}

/** The templates of its stacks, which say of each resource what the constructs call it. */
export function fullTemplates(
  isMeant: (stackName: string) => boolean = () => true,
): readonly SynthesizedTemplate[] {
  const outdir = mkdtempSync(path.join(tmpdir(), 'mwaaq-full-app-'));
  try {
    const context = {
      'aws:cdk:enable-path-metadata': true,
      // As a new CDK app has it: logs come by the bucket's policy, not by its access list.
      '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
    };
    return createFullApp({ outdir, context })
      .synth()
      .stacks.filter(({ stackName }) => isMeant(stackName))
      .map(({ template }) => template);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function addQueue(stack: Stack): void {
  const queue = new MwaaCommandQueue(stack, 'Queue', {
    environmentName: 'MyEnvironment',
    maxDrainTime: Duration.hours(2),
    runbookUrl: 'https://example.com/runbook',
    senders: [{ sender: CommandSender.uniqueId('AROAEXAMPLEROLE000001') }],
    eventBus: new EventBus(stack, 'Outcomes'),
    alarmTopic: Topic.fromTopicArn(
      stack,
      'Alarms',
      stack.formatArn({ service: 'sns', resource: 'alarms' }),
    ),
  });
  addUploads(stack, queue);
  addCommands(queue);
  queue.addEventTrigger('event-elsewhere', {
    eventPattern: { source: ['shop'] },
    eventBus: EventBus.fromEventBusName(stack, 'Shop', 'shop'),
    command: AirflowCommand.text('dags unpause orders'),
  });
  grantAll(queue, Role.fromRoleName(stack, 'User', 'data-platform'));
}

function addUploads(stack: Stack, queue: MwaaCommandQueue): void {
  const bucket = ownBucket(stack);
  const imported = Bucket.fromBucketName(stack, 'Imported', 'company-data');
  const foreign = Bucket.fromBucketName(stack, 'Foreign', 'partner-data');
  queue.addUploadTrigger('upload', { bucket, prefix: 'own/', dagId: 'load' });
  queue.addUploadTrigger('overlapping', { bucket, suffix: '.csv', dagId: 'load' });
  queue.addUploadTrigger('imported', { bucket: imported, dagId: 'load' });
  queue.addUploadTrigger('notified', {
    bucket: imported,
    marker: '_SUCCESS',
    viaEventBridge: false,
    dagId: 'load',
  });
  queue.addUploadTrigger('foreign', {
    bucket: foreign,
    sourceAccounts: [THERE.account],
    dagId: 'load',
  });
  queue.addUploadTrigger('upload-batch', {
    bucket,
    keyPattern: 'sales/{day}/**',
    dagId: 'load',
    batch: { window: Duration.minutes(5), groupBy: 'day' },
  });
}

/** Beside an environment with a private web server, in subnets without a way out. */
function addPrivateQueue(stack: Stack): void {
  new MwaaCommandQueue(stack, 'Queue', {
    environmentName: 'MyPrivateEnvironment',
    via: Via.AUTO,
    dashboard: false,
    vpc: Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-0123456789abcdef0',
      availabilityZones: ['eu-central-1a', 'eu-central-1b'],
      isolatedSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
      isolatedSubnetRouteTableIds: ['rtb-0123456789abcdef0', 'rtb-0123456789abcdef1'],
    }),
    webServerSecurityGroup: SecurityGroup.fromSecurityGroupId(
      stack,
      'WebServer',
      'sg-0123456789abcdef0',
    ),
    createVpcEndpoints: true,
  });
}

function addForwarder(stack: Stack): void {
  const busName = 'uploads';
  new UploadForwarder(stack, 'Forwarder', {
    bucket: ownBucket(stack),
    eventBus: EventBus.fromEventBusArn(
      stack,
      'Bus',
      `arn:aws:events:${HERE.region}:${HERE.account}:event-bus/${busName}`,
    ),
  });
}
