import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { CommandSenders } from './commands/command-senders';
import { EventSources } from './events/event-sources';
import { useKey } from './keys/own-key';
import { Monitoring } from './monitoring/monitoring';
import type { MwaaCommandQueueProps } from './mwaa-command-queue-props';
import { RunnerNetwork } from './network/runner-network';
import type { LazyQueue } from './queues/lazy-queue';
import { createCommandsQueue, createDeadLetterQueue } from './queues/queues';
import { RedriveRights } from './queues/redrive-rights';
import { createRecordsTable } from './records/command-records';
import { OutcomeEvents } from './records/outcome-events';
import { CommandsMapping } from './runner/commands-mapping';
import { createRunner } from './runner/runner-function';
import { fitTimeouts } from './runner/timeouts';
import { ScheduleSources } from './schedules/schedule-sources';
import { undeliveredEvents } from './sources/undelivered-events';
import { UploadSources } from './uploads/upload-sources';

/** What runs the commands of an environment. */
interface RunningParts {
  readonly encryptionKey: IKey | undefined;
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;
  readonly redrive: RedriveRights;
  readonly records: Table;
  readonly network: RunnerNetwork | undefined;
  readonly senders: CommandSenders;
  readonly runner: LambdaFunction;
  readonly mapping: CommandsMapping;
}

/** What tells of them. */
interface TellingParts {
  readonly outcomes: OutcomeEvents;
  readonly monitoring: Monitoring;
}

/** What queues them. */
interface QueueingParts {
  readonly undelivered: LazyQueue;
  readonly uploads: UploadSources;
  readonly schedules: ScheduleSources;
  readonly events: EventSources;
}

/** All that a queue of commands is made of. */
export interface QueueParts extends RunningParts, TellingParts, QueueingParts {}

/**
 * Makes the parts of a queue, and connects them.
 *
 * @param scope holds them
 * @throws Error of one line: the property, its value, and what it may be
 */
export function createParts(scope: Construct, props: MwaaCommandQueueProps): QueueParts {
  const running = createRunning(scope, props);
  const telling = createTelling(scope, props, running);
  const queueing = createQueueing(scope, props, { ...running, ...telling });
  return { ...running, ...telling, ...queueing };
}

function createRunning(scope: Construct, props: MwaaCommandQueueProps): RunningParts {
  const encryptionKey = useKey(scope, props);
  const timeouts = fitTimeouts(props);
  const deadLetterQueue = createDeadLetterQueue(scope, 'DeadLetters', {
    fifo: true,
    encryptionMasterKey: encryptionKey,
  });
  const queue = createCommandsQueue(scope, 'Commands', deadLetterQueue, timeouts.visibility);
  const redrive = new RedriveRights();
  redrive.add('movable', deadLetterQueue);
  redrive.add('target', queue);
  const records = createRecordsTable(scope, 'Records', encryptionKey);
  const network = props.vpc && new RunnerNetwork(scope, 'Network', props.vpc, props);
  const senders = new CommandSenders(scope, 'Senders', props);
  const used = { queue, deadLetterQueue, records, network, senders };
  const runner = createRunner(scope, 'Runner', props, { ...used, timeouts });
  const mapping = new CommandsMapping(queue, runner);
  return { ...used, encryptionKey, redrive, runner, mapping };
}

function createTelling(
  scope: Construct,
  props: MwaaCommandQueueProps,
  { queue, deadLetterQueue, records, runner }: RunningParts,
): TellingParts {
  const { environmentName, eventBus, encryptionKey, logRetention } = props;
  const outcomes = new OutcomeEvents(scope, 'OutcomeEvents', {
    environmentName,
    records,
    eventBus,
    encryptionKey,
    logRetention,
  });
  const watched = { environmentName, queue, deadLetterQueue, runner, events: outcomes };
  return { outcomes, monitoring: new Monitoring(scope, props, watched) };
}

function createQueueing(
  scope: Construct,
  props: MwaaCommandQueueProps,
  parts: RunningParts & TellingParts,
): QueueingParts {
  const { environmentName, encryptionKey, logRetention, recordRetention } = props;
  const { queue, monitoring, redrive, senders } = parts;
  const watching = { monitoring, redrive };
  const undelivered = undeliveredEvents(scope, 'UndeliveredEvents', encryptionKey, watching);
  const storage = { encryptionKey, logRetention };
  const shared = { environmentName, queue, undelivered, senders, ...watching, ...storage };
  const uploads = new UploadSources(scope, 'Uploads', {
    ...shared,
    recordRetention,
    manifestRetention: props.uploadManifestRetention,
  });
  return {
    undelivered,
    uploads,
    schedules: new ScheduleSources(scope, shared),
    events: new EventSources(scope, shared),
  };
}
