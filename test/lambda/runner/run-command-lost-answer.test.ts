import { describe, expect, it } from 'vitest';
import { AnswerLostError } from '../../../lambda/contract/errors';
import { fakeAirflow } from '../../support/fake-airflow';
import { argv, run, trigger } from '../../support/run-command';

describe('a command whose answer is lost', () => {
  const lost = new AnswerLostError('reset', 'environment');

  it.each([
    ['a trigger', trigger(), 'dags trigger'],
    ['a pause', argv('dags', 'pause', 'load'), 'dags pause'],
    ['a question', argv('version'), 'version'],
  ])('is tried again when running it twice does no harm: %s', async (_title, message, verb) => {
    const airflow = fakeAirflow([lost]);
    expect(await run(message, airflow)).toStrictEqual({
      outcome: 'held',
      reason: 'reset',
      command: expect.objectContaining({ verb }),
      trouble: 'environment',
      mayHaveRun: true,
    });
    expect(airflow.requests).toHaveLength(1);
  });

  it.each(['environment', 'answer'] as const)('is held in a trouble of the %s', async (trouble) => {
    const airflow = fakeAirflow([new AnswerLostError('lost', trouble)]);
    expect(await run(argv('version'), airflow)).toMatchObject({ outcome: 'held', trouble });
  });

  it('is not run again by itself when it might do harm', async () => {
    const airflow = fakeAirflow([lost]);
    expect(await run(argv('tasks', 'clear', 'load', '--yes'), airflow)).toMatchObject({
      outcome: 'unknown',
      command: { verb: 'tasks clear' },
      reason: 'reset. It is not run again by itself: see in Airflow whether it ran',
    });
    expect(airflow.requests).toHaveLength(1);
  });
});
