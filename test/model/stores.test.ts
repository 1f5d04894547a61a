import { describe, it } from 'vitest';
import { runScripts } from './run-scripts';

describe('The runner keeps its promises', () => {
  it('whatever SQS, DynamoDB and Lambda do', { timeout: 600_000 }, async () => {
    await runScripts('stores', {
      calls: {
        ChangeMessageVisibility: 6,
        SendMessage: 6,
        GetItem: 6,
        PutItem: 12,
        DeleteMessage: 3,
        Invoke: 3,
        POST: 8,
        InvokeRestApi: 8,
        CreateCliToken: 2,
        GetEnvironment: 1,
      },
      operators: 3,
    });
  });
});
