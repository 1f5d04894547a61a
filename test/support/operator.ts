import { gunzipSync } from 'node:zlib';
import { GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { DEAD_LETTER_ATTRIBUTE } from '../../lambda/contract/dead-letter';
import {
  type CommandRecord,
  RECORDS_TABLE,
  type RecordedOutput,
} from '../../lambda/contract/record';
import type { BusEvent } from '../../local/stack/bus-event';
import type { Bench } from './faults/bench';
import { ENVIRONMENT } from './faults/deployment';

/** A record as an index holds it: some of its attributes. */
export type Listed = Partial<CommandRecord> & Readonly<Record<string, unknown>>;

/** Who has the table, the bus and the queues, and no log. */
export class Operator {
  constructor(private readonly bench: Bench) {}

  /** `aws dynamodb get-item`. */
  async record(id: string): Promise<CommandRecord> {
    const { Item } = await this.bench.run.stack.dynamodb.send(
      new GetItemCommand({
        TableName: this.table,
        Key: { [RECORDS_TABLE.partitionKey]: { S: id } },
      }),
    );
    if (Item === undefined) throw new Error(`there is no record ${id}`);
    return unmarshall(Item) as CommandRecord;
  }

  /** What the environment did, the newest first. */
  history(): Promise<readonly Listed[]> {
    return this.query(RECORDS_TABLE.history);
  }

  /** What waits for somebody, the newest first. */
  deadLetters(): Promise<readonly Listed[]> {
    return this.query(RECORDS_TABLE.deadLetters);
  }

  /** What the bus was told of a command, the oldest first. */
  events(id: string): readonly BusEvent[] {
    return this.bench.events.flatMap((e) =>
      e.kind === 'announced' && e.event.detail.id === id ? [e.event] : [],
    );
  }

  /** Sends a command's dead letter back as docs/runbook.md has it. */
  async retry(id: string): Promise<void> {
    const { sqs } = this.bench.run.stack;
    const QueueUrl = this.bench.output('DeadLetterQueueUrl');
    const letter = await this.receive(QueueUrl, id);
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: this.bench.output('QueueUrl'),
        MessageGroupId: ENVIRONMENT,
        MessageDeduplicationId: `retry of ${letter.MessageId}`.replaceAll(' ', '-'),
        MessageBody: letter.Body,
        MessageAttributes: letter.MessageAttributes,
      }),
    );
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: letter.ReceiptHandle }));
  }

  private async receive(QueueUrl: string, id: string): Promise<Message> {
    const MessageAttributeNames = [DEAD_LETTER_ATTRIBUTE];
    const { Messages = [] } = await this.bench.run.stack.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames, MaxNumberOfMessages: 10 }),
    );
    const letter = Messages.find(({ MessageAttributes = {} }) =>
      MessageAttributes[DEAD_LETTER_ATTRIBUTE]?.StringValue?.includes(`"id":"${id}"`),
    );
    if (letter === undefined) throw new Error(`${id} has no dead letter`);
    return letter;
  }

  /** As the README has it. */
  private async query(index: {
    readonly indexName: string;
    readonly partitionKey: string;
  }): Promise<readonly Listed[]> {
    const { Items = [] } = await this.bench.run.stack.dynamodb.send(
      new QueryCommand({
        TableName: this.table,
        IndexName: index.indexName,
        KeyConditionExpression: `${index.partitionKey} = :e`,
        ExpressionAttributeValues: { ':e': { S: ENVIRONMENT } },
        ScanIndexForward: false,
      }),
    );
    return Items.map((item) => unmarshall(item) as Listed);
  }

  private get table(): string {
    return this.bench.output('RecordsTableName');
  }
}

/** An output stream as it was kept. */
export function readOutput(output: RecordedOutput | undefined): string {
  return output === undefined ? '' : gunzipSync(output.gzip).toString('utf8');
}
