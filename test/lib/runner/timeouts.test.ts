import { Duration } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { MARGIN_SECONDS, MINT_SECONDS, REST_SECONDS } from '../../../lambda/contract/limits';
import type { MwaaCommandQueueProps } from '../../../lib';
import { fitTimeouts } from '../../../lib/runner/timeouts';
import { queueTemplate } from '../../support/template';

type Timeouts = Pick<
  MwaaCommandQueueProps,
  'commandTimeout' | 'runnerTimeout' | 'visibilityTimeout'
>;

const seconds = (n: number) => Duration.seconds(n);

describe('time-outs that fit', () => {
  it.each<[string, Timeouts, number, number, number]>([
    ['the defaults', {}, 65, 180, 1080],
    ['the least command, the rest derived', { commandTimeout: seconds(5) }, 5, 60, 360],
    ['the longest command, the rest derived', { commandTimeout: seconds(425) }, 425, 900, 5400],
    ['the least runner that fits', { runnerTimeout: seconds(180) }, 65, 180, 1080],
    ['the longest runner, visibility derived', { runnerTimeout: seconds(900) }, 65, 900, 5400],
    ['the least visibility that fits', { visibilityTimeout: seconds(1080) }, 65, 180, 1080],
    ['the longest visibility', { visibilityTimeout: Duration.hours(12) }, 65, 180, 43_200],
    [
      'all three given',
      {
        commandTimeout: seconds(30),
        runnerTimeout: Duration.minutes(2),
        visibilityTimeout: Duration.minutes(15),
      },
      30,
      120,
      900,
    ],
  ])('are set: %s', (_, props, command, runner, visibility) => {
    const template = queueTemplate(props);

    template.hasResourceProperties('AWS::Lambda::Function', {
      Timeout: runner,
      Environment: { Variables: { MWAAQ_COMMAND_TIMEOUT_MS: String(command * 1000) } },
    });
    template.hasResourceProperties('AWS::SQS::Queue', { VisibilityTimeout: visibility });
  });
});

describe('time-outs that do not fit', () => {
  it.each<[Timeouts, string]>([
    [{ commandTimeout: seconds(4) }, 'commandTimeout is 4 seconds: it must be 5 to 425 seconds'],
    [
      { commandTimeout: seconds(901) },
      'commandTimeout is 901 seconds: it must be 5 to 425 seconds',
    ],
    [
      { commandTimeout: seconds(426) },
      'commandTimeout is 426 seconds: it must be 5 to 425 seconds',
    ],
    [
      { runnerTimeout: seconds(179) },
      'runnerTimeout is 179 seconds: it must be 180 (token 10 s + 2 × commandTimeout 65 s + confirmation 30 s + 10 s) to 900 seconds',
    ],
    [
      { runnerTimeout: seconds(901) },
      'runnerTimeout is 901 seconds: it must be 180 (token 10 s + 2 × commandTimeout 65 s + confirmation 30 s + 10 s) to 900 seconds',
    ],
    [
      { commandTimeout: seconds(100), runnerTimeout: seconds(249) },
      'runnerTimeout is 249 seconds: it must be 250 (token 10 s + 2 × commandTimeout 100 s + confirmation 30 s + 10 s) to 900 seconds',
    ],
    [
      { visibilityTimeout: seconds(1079) },
      'visibilityTimeout is 1079 seconds: it must be 1080 (6 × runnerTimeout 180 s) to 43200 seconds',
    ],
    [
      { runnerTimeout: seconds(300), visibilityTimeout: seconds(1080) },
      'visibilityTimeout is 1080 seconds: it must be 1800 (6 × runnerTimeout 300 s) to 43200 seconds',
    ],
    [
      { visibilityTimeout: seconds(43_201) },
      'visibilityTimeout is 43201 seconds: it must be 1080 (6 × runnerTimeout 180 s) to 43200 seconds',
    ],
  ])('are refused: %j', (props, message) => {
    expect(() => queueTemplate(props)).toThrow(new Error(message));
  });
});

it('By REST, version, request and the question for the run fit into the shortest that is allowed', () => {
  const { runner } = fitTimeouts({ commandTimeout: seconds(5) });
  const byRest = MINT_SECONDS + 2 * REST_SECONDS + MARGIN_SECONDS;
  expect(runner.toSeconds()).toBeGreaterThanOrEqual(byRest);
});
