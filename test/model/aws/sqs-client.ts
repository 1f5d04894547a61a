import {
  ChangeMessageVisibilityCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { DEAD_LETTER_ATTRIBUTE } from '../../../lambda/contract/dead-letter';
import { SENDER_IDS } from '../script/senders';
import type { World } from '../world';
import type { Process } from './process';
import { type CallOptions, storeCall } from './store-call';

export const QUEUE_URL = 'https://sqs.test/commands.fifo';
export const DEAD_LETTER_QUEUE_URL = 'https://sqs.test/dead-letters.fifo';

/** SQS as one process of the runner's sees it. */
export function createSqsClient(world: World, process: Process): SQSClient {
  const { commands, faults, watch } = world;
  const hide = (receipt: string, seconds: number) => {
    commands.hide(receipt, seconds);
    watch.note(`${process.name}: hides ${process.current?.messageId} for ${seconds} s`);
  };
  const send = async (command: unknown, options: CallOptions) => {
    if (command instanceof ChangeMessageVisibilityCommand) {
      const { ReceiptHandle = '', VisibilityTimeout = 0 } = command.input;
      const how = faults.next('ChangeMessageVisibility');
      return storeCall(how, process, options, () => hide(ReceiptHandle, VisibilityTimeout));
    }
    if (command instanceof SendMessageCommand) {
      return storeCall(faults.next('SendMessage'), process, options, () =>
        sendMessage(world, process, command),
      );
    }
    throw new Error('the model has no such call of SQS');
  };
  return { send } as unknown as SQSClient;
}

function sendMessage(world: World, process: Process, { input }: SendMessageCommand): void {
  const { commands, deadLetters, watch } = world;
  const attribute = input.MessageAttributes?.[DEAD_LETTER_ATTRIBUTE]?.StringValue;
  const sending = {
    body: input.MessageBody ?? '',
    group: input.MessageGroupId ?? '',
    dedupId: input.MessageDeduplicationId ?? '',
    attribute,
    senderId: SENDER_IDS.runner,
  };
  const isDeadLetter = input.QueueUrl === DEAD_LETTER_QUEUE_URL;
  const sent = (isDeadLetter ? deadLetters : commands).send(sending);
  const what = `${sending.body.slice(0, 80)} ${attribute ?? ''} in group ${sending.group}`;
  watch.note(`${process.name}: sends ${sent?.messageId ?? 'again (SQS drops it)'}: ${what}`);
  watch.lookForToken('a message of ours', sending.body);
  if (isDeadLetter) watch.lookForLeaks("a dead letter's attribute", attribute);
}
