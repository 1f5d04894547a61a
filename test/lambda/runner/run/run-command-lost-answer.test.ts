import { describe, expect, it } from 'vitest';
import { AnswerLostError } from '../../../../lambda/contract/errors';
import { fakeAirflow } from '../../../support/fake-airflow';
import { argv, run, trigger } from '../../../support/run-command';

describe('a command whose answer is lost', () => {
  const lost = new AnswerLostError('reset', 'environment');

  it.each([
    ['a trigger', trigger()],
    ['a pause', argv('dags', 'pause', 'load')],
    ['a question', argv('version')],
  ])('is tried again when running it twice does no harm: %s', async (_title, message) => {
    const airflow = fakeAirflow([lost]);
    expect(await run(message, airflow)).toStrictEqual({
      outcome: 'held',
      reason: 'reset',
      trouble: 'environment',
      mayHaveRun: true,
      via: 'cli',
    });
    expect(airflow.requests).toHaveLength(1);
  });

  it.each(['environment', 'late', 'senseless'] as const)(
    'is held with the trouble that it met: %s',
    async (trouble) => {
      const airflow = fakeAirflow([new AnswerLostError('lost', trouble)]);
      expect(await run(argv('version'), airflow)).toMatchObject({ outcome: 'held', trouble });
    },
  );

  it('is not run again by itself when it might do harm', async () => {
    const airflow = fakeAirflow([lost]);
    expect(await run(argv('tasks', 'clear', 'load', '--yes'), airflow)).toStrictEqual({
      outcome: 'unknown',
      reason: 'reset. It is not run again by itself: see in Airflow whether it ran',
      via: 'cli',
    });
    expect(airflow.requests).toHaveLength(1);
  });

  it('says so when the verb usually runs longer than the web server waits', async () => {
    const airflow = fakeAirflow([new AnswerLostError('late', 'late')]);
    expect(await run(argv('dags', 'test', 'load'), airflow)).toMatchObject({
      outcome: 'unknown',
      reason: expect.stringContaining('late; "dags test" usually runs longer than the web server'),
    });
  });
});
