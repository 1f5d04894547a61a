import { describe, expect, it } from 'vitest';
import {
  AnswerLostError,
  EnvironmentUnavailableError,
  RefusedCommandError,
} from '../../../../lambda/contract/errors';
import { type Reply, raised } from '../../../support/fake-airflow';
import { argv, runOn } from '../../../support/run-command';

describe('no secret of a command', () => {
  const SECRET = 'hunter2-hunter2';
  const message = argv('variables', 'set', 'password', SECRET);

  it.each<[string, Reply]>([
    ['an answer that echoes it', raised(`ValueError: cannot store ${SECRET}`)],
    [
      'a usage error',
      { stderr: `airflow command error: unrecognized arguments: ${SECRET}, see help above.` },
    ],
    ['a refusal', new RefusedCommandError(`HTTP 400: ${SECRET}`)],
    ['a web server in trouble', new EnvironmentUnavailableError(`${SECRET} is busy`)],
    ['a lost answer', new AnswerLostError(`no JSON: ${SECRET}`, 'senseless')],
  ])('is in the reason that comes of %s', async (_title, reply) => {
    const outcome = await runOn(message, reply);
    expect(outcome).toHaveProperty('reason');
    expect('reason' in outcome && outcome.reason).not.toContain(SECRET);
  });
});
