import { Duration } from 'aws-cdk-lib';
import { RUNNER_VARIABLES } from '../../../lambda/contract/environment-variables';
import type { MwaaCommandQueueProps } from '../../../lib';
import type { PropTable } from './prop-case';
import { variable } from './shows';

const later = (name: string) =>
  `${name} is known only at deployment: give a number, since it is checked and converted at synth`;

/** Those of the queue's props that are times which others are derived from, or checked against. */
export const timeoutProps: PropTable<MwaaCommandQueueProps>['props'] = {
  unknownDagPatience: {
    accepted: () => ({ unknownDagPatience: Duration.minutes(5) }),
    shows: () => variable(RUNNER_VARIABLES.unknownDagPatienceMs, '300000'),
    refused: {
      given: () => ({ unknownDagPatience: Duration.hours(25) }),
      error: 'unknownDagPatience is 90000 seconds: give seconds, 0 to 86400',
    },
    atDeployment: {
      given: ({ number }) => ({ unknownDagPatience: Duration.seconds(number) }),
      error: later('unknownDagPatience'),
    },
  },
  commandTimeout: {
    accepted: () => ({ commandTimeout: Duration.seconds(30) }),
    shows: () => variable(RUNNER_VARIABLES.commandTimeoutMs, '30000'),
    refused: {
      given: () => ({ commandTimeout: 30 }),
      error: 'commandTimeout is a number: give a Duration, for example Duration.minutes(5)',
    },
    atDeployment: {
      given: ({ number }) => ({ commandTimeout: Duration.seconds(number) }),
      error: later('commandTimeout'),
    },
  },
  runnerTimeout: {
    accepted: () => ({ runnerTimeout: Duration.minutes(15) }),
    shows: () => ['AWS::Lambda::Function', { Timeout: 900 }],
    refused: {
      given: () => ({ runnerTimeout: Duration.millis(180_500) }),
      error:
        'runnerTimeout is 180.5 seconds: give whole seconds, 180 (token 10 s + 2 × commandTimeout 65 s + confirmation 30 s + 10 s) to 900',
    },
    atDeployment: {
      given: ({ number }) => ({ runnerTimeout: Duration.seconds(number) }),
      error: later('runnerTimeout'),
    },
  },
  visibilityTimeout: {
    accepted: () => ({ visibilityTimeout: Duration.hours(12) }),
    shows: () => ['AWS::SQS::Queue', { VisibilityTimeout: 43_200 }],
    refused: {
      given: () => ({ visibilityTimeout: Duration.hours(13) }),
      error:
        'visibilityTimeout is 46800 seconds: give whole seconds, 1080 (6 × runnerTimeout 180 s) to 43200',
    },
    atDeployment: {
      given: ({ number }) => ({ visibilityTimeout: Duration.seconds(number) }),
      error: later('visibilityTimeout'),
    },
  },
};
