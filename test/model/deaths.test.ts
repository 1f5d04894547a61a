import { describe, it } from 'vitest';
import { runScripts } from './run-scripts';

describe('The runner keeps its promises', () => {
  it('wherever its process dies', { timeout: 600_000 }, async () => {
    await runScripts('deaths', {
      calls: {
        ChangeMessageVisibility: 2,
        SendMessage: 2,
        GetItem: 2,
        PutItem: 5,
        CreateCliToken: 1,
        POST: 5,
        InvokeRestApi: 5,
      },
      deaths: true,
      operators: 3,
    });
  });
});
