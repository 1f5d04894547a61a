import type { SQSRecord } from 'aws-lambda';
import { readSqsRecord } from '../../../lambda/adapters/sqs/sqs-record';
import { DEAD_LETTER_ATTRIBUTE } from '../../../lambda/contract/dead-letter';
import { handleInOrder } from '../../../lambda/runner/batch';
import {
  handleDelivery,
  type RunnerContext,
  release,
} from '../../../lambda/runner/handle-delivery';
import { wait } from '../time';
import type { World } from '../world';
import { createContext } from './context';
import type { Received } from './fifo-queue';
import { Process } from './process';

/** How long Lambda may keep messages that it cannot hand to the function: longer than SQS hides them. */
const THROTTLED_MS = 1_234_567;

/** One of Lambda's execution environments: it runs one invocation at a time, in a process that may die. */
export class Sandbox {
  isBusy = false;
  private processes = 0;
  private process: Process;
  private context: RunnerContext;

  constructor(
    private readonly world: World,
    private readonly name: string,
  ) {
    this.process = this.nextProcess();
    this.context = createContext(world, this.process);
  }

  async invoke(messages: readonly Received[]): Promise<void> {
    this.isBusy = true;
    if (this.world.faults.next('Invoke') === 'late') await wait(THROTTLED_MS);
    this.catchUp();
    const { world, process, context } = this;
    const ids = messages.map(({ messageId }) => messageId).join(', ');
    world.watch.note(`${process.name}: is invoked with ${ids}`);
    const deadline = Date.now() + world.functionMs;
    const timeOut = setTimeout(() => this.runOutOfTime(process), world.functionMs);
    process.onDeath = () => {
      clearTimeout(timeOut);
      world.watch.note(`${process.name}: dies`);
      world.history.noteTrouble(process);
      this.renew();
      this.isBusy = false;
    };
    try {
      this.acknowledge(messages, await this.handle(messages, process, context, deadline));
    } catch (error) {
      // Lambda logs it and gives all messages back.
      world.watch.note(`${process.name}: throws ${error}`);
      world.watch.lookForLeaks("the invocation's error", error);
    }
    clearTimeout(timeOut);
    process.onDeath = undefined;
    this.isBusy = false;
  }

  private handle(
    messages: readonly Received[],
    process: Process,
    context: RunnerContext,
    deadline: number,
  ): Promise<readonly string[]> {
    const { order } = this.world;
    return handleInOrder(messages.map(toSqsRecord).map(readSqsRecord), {
      handle: async (delivery) => {
        process.current = delivery;
        const disposal = await handleDelivery(delivery, context, deadline);
        if (disposal === 'done') order.finish(delivery.messageId);
        return disposal;
      },
      release: (delivery) => release(delivery, context, deadline),
      warn: context.warn,
    });
  }

  private acknowledge(messages: readonly Received[], givenBack: readonly string[]): void {
    const { commands, faults, watch } = this.world;
    for (const { messageId, receipt } of messages) {
      if (givenBack.includes(messageId)) continue;
      const isLost = faults.next('DeleteMessage') === 'lost';
      watch.note(`${messageId} is done with${isLost ? ', but Lambda cannot delete it' : ''}`);
      try {
        if (!isLost) commands.delete(receipt);
      } catch (error) {
        watch.note(`${messageId} stays in the queue: ${error}`);
      }
    }
  }

  private runOutOfTime(process: Process): void {
    if (!process.isFrozen) {
      this.world.watch.blame('I6', `${process.name} was stopped by its time-out`);
    }
    void process.die();
  }

  /** Lambda changes over to a new deployment bit by bit. */
  private catchUp(): void {
    if (this.process.deployment !== this.world.deployment && Math.random() < 0.5) this.renew();
  }

  /** The next invocation finds a new process. */
  private renew(): void {
    this.process = this.nextProcess();
    this.context = createContext(this.world, this.process);
  }

  private nextProcess(): Process {
    this.processes++;
    return new Process(`${this.name}.${this.processes}`, this.world.deployment);
  }
}

/** As Lambda hands a message to the function. */
function toSqsRecord(message: Received): SQSRecord {
  const { attribute } = message;
  const stringValue = { stringValue: attribute, dataType: 'String' };
  return {
    messageId: message.messageId,
    receiptHandle: message.receipt,
    body: message.body,
    attributes: {
      MessageGroupId: message.group,
      SenderId: message.senderId,
      SentTimestamp: String(message.sentAt),
      ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
      ApproximateReceiveCount: String(message.receiveCount),
    },
    messageAttributes: attribute === undefined ? {} : { [DEAD_LETTER_ATTRIBUTE]: stringValue },
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:111122223333:commands.fifo',
    awsRegion: 'us-east-1',
  };
}
