import { describe, it } from 'vitest';
import { runScripts } from './run-scripts';

describe('The runner keeps its promises', () => {
  it('while Airflow is upgraded and the queue deployed anew', { timeout: 600_000 }, async () => {
    await runScripts('changes', {
      calls: {
        POST: 8,
        InvokeRestApi: 8,
        GetEnvironment: 2,
        PutItem: 2,
        Invoke: 1,
      },
      changes: true,
      operators: 2,
    });
  });
});
