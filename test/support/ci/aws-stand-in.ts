/** What `run-command.sh` needs of the AWS CLI, for machines without one: two calls, and text as output. */
import { parseArgs } from 'node:util';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

const text = { type: 'string' } as const;

/** The AWS CLI's own options; another one is refused. */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    'queue-url': text,
    'message-group-id': text,
    'message-deduplication-id': text,
    'message-body': text,
    'table-name': text,
    key: text,
    query: text,
    output: text,
    'consistent-read': { type: 'boolean' },
  },
});

async function call(): Promise<unknown> {
  switch (positionals.join(' ')) {
    case 'sqs send-message':
      return new SQSClient().send(
        new SendMessageCommand({
          QueueUrl: values['queue-url'],
          MessageGroupId: values['message-group-id'],
          MessageDeduplicationId: values['message-deduplication-id'],
          MessageBody: values['message-body'],
        }),
      );
    case 'dynamodb get-item':
      return new DynamoDBClient().send(
        new GetItemCommand({
          TableName: values['table-name'],
          Key: JSON.parse(values.key ?? ''),
          ConsistentRead: values['consistent-read'],
        }),
      );
    default:
      throw new Error(`unknown call: ${positionals.join(' ')}`);
  }
}

/** By a path of names, as `--query` has it; bytes as base64. */
function select(answer: unknown): string {
  const names = values.query?.split('.') ?? [];
  const value = names.reduce<unknown>((found, name) => Object(found)[name], answer);
  if (value === undefined) return 'None';
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : String(value);
}

void call().then(
  (answer) => console.log(select(answer)),
  (error: unknown) => {
    console.error(String(error));
    process.exitCode = 254;
  },
);
