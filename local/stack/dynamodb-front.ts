import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { tryParseJson } from '../../lambda/contract/json';
import { type Answer, deliver, exchange, type OnCall, readBody } from '../calls';
import { isFunctionCall } from './account';
import { type Ask, type TableChange, TableChanges } from './table-changes';

/** What is told of, beside what is answered. */
export interface DynamoDbHooks {
  /** Told of every change of an item, each table's in order, before the write is answered. */
  readonly onChange: (change: TableChange) => void;
  /** Told of the functions' calls; may answer them with faults. */
  readonly onCall?: OnCall | undefined;
}

/** Writes whose changes are told. */
const FOLLOWED = new Set(['DeleteItem', 'PutItem', 'UpdateItem']);

/** What changes no item. */
const PASSED = new Set([
  'BatchGetItem',
  'CreateTable',
  'DescribeTable',
  'GetItem',
  'ListTables',
  'Query',
  'Scan',
]);

/** The front, not listening yet. */
export interface DynamoDbFront {
  readonly server: Server;
  /** Asks the database nothing more, and waits for what it is at. */
  settle(): Promise<void>;
}

/**
 * Stands before a DynamoDB that has no streams: passes requests on, and tells what they change. What
 * it could not follow it refuses.
 *
 * @param database where that DynamoDB listens
 */
export function createDynamoDbFront(database: string, hooks: DynamoDbHooks): DynamoDbFront {
  const changes = new TableChanges(hooks.onChange);
  const acting = new Set<Promise<Answer>>();
  let settling = false;
  const act = (operation: string, input: unknown, ask: Ask): Promise<Answer> => {
    if (settling) return new Promise(() => {}); // its client is gone
    const answer = serve(operation, input, ask, changes).finally(() => acting.delete(answer));
    acting.add(answer);
    return answer;
  };
  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    if (body === undefined) return;
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    const input = tryParseJson(body);
    const ask = askAs(request.headers, database);
    const call = { service: 'dynamodb', operation, input } as const;
    const onCall = isFunctionCall(request.headers.authorization) ? hooks.onCall : undefined;
    deliver(response, await exchange(onCall, call, () => act(operation, input, ask)));
  });
  return {
    server,
    async settle() {
      settling = true;
      await Promise.allSettled(acting);
    },
  };
}

async function serve(
  operation: string,
  input: unknown,
  ask: Ask,
  changes: TableChanges,
): Promise<Answer> {
  if (FOLLOWED.has(operation)) return changes.write(operation, input, ask);
  if (PASSED.has(operation)) return ask(operation, input);
  const message = `the local stack cannot follow ${operation}: teach local/stack/dynamodb-front.ts`;
  const __type = 'com.amazon.coral.validate#ValidationException';
  return { status: 400, headers: JSON_BODY, body: JSON.stringify({ __type, message }) };
}

const JSON_BODY = { 'content-type': 'application/x-amz-json-1.0' };

/** Asks the database with another request's signature, which it does not check. */
function askAs(headers: IncomingHttpHeaders, database: string): Ask {
  return async (operation, input) => {
    const answer = await fetch(database, {
      method: 'POST',
      headers: {
        ...JSON_BODY,
        authorization: headers.authorization ?? '',
        'x-amz-date': String(headers['x-amz-date']),
        'x-amz-target': `DynamoDB_20120810.${operation}`,
      },
      body: JSON.stringify(input),
    });
    return { status: answer.status, headers: JSON_BODY, body: await answer.text() };
  };
}
