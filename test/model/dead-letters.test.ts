import { describe, it } from 'vitest';
import { runScripts } from './run-scripts';

describe('The runner keeps its promises', () => {
  it('whatever is done with dead letters', { timeout: 600_000 }, async () => {
    await runScripts('dead-letters', {
      calls: {
        POST: 12,
        InvokeRestApi: 12,
        SendMessage: 6,
        PutItem: 4,
        GetItem: 2,
        ChangeMessageVisibility: 2,
        DeleteMessage: 2,
        Invoke: 1,
      },
      operators: 16,
    });
  });
});
