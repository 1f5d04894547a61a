import { describe, it } from 'vitest';
import { runScripts } from './run-scripts';

describe('The runner keeps its promises', () => {
  it('whatever MWAA and Airflow answer', { timeout: 600_000 }, async () => {
    await runScripts('answers', {
      calls: {
        POST: 30,
        InvokeRestApi: 30,
        CreateCliToken: 6,
        GetEnvironment: 3,
        PutItem: 2,
        SendMessage: 1,
        DeleteMessage: 1,
      },
      operators: 2,
    });
  });
});
