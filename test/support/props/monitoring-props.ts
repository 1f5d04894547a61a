import { Duration } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import type { MwaaCommandQueueProps } from '../../../lib';
import { RUNBOOK_URL_FORM } from '../../../lib/monitoring/runbook';
import { NONE, type PropTable } from './prop-case';

const ALARM = 'AWS::CloudWatch::Alarm';
const RUNBOOK = 'https://wiki.example.com/runbook';

/** Those of the queue's props that say how it is watched. */
export const monitoringProps: PropTable<MwaaCommandQueueProps>['props'] = {
  maxDrainTime: {
    accepted: () => ({ maxDrainTime: Duration.hours(2) }),
    shows: () => [ALARM, { Threshold: 7200 }],
    refused: {
      given: () => ({ maxDrainTime: Duration.days(15) }),
      error: 'maxDrainTime is 21600 minutes: it must be 1 to 20160 minutes',
    },
    atDeployment: {
      given: ({ number }) => ({ maxDrainTime: Duration.seconds(number) }),
    },
  },
  runbookUrl: {
    accepted: () => ({ runbookUrl: RUNBOOK }),
    shows: () => [ALARM, { AlarmDescription: Match.stringLikeRegexp(`Runbook: ${RUNBOOK}#`) }],
    refused: {
      given: () => ({ runbookUrl: 'wiki' }),
      error: `runbookUrl "wiki" is not allowed: ${RUNBOOK_URL_FORM.rule}`,
    },
    atDeployment: { given: ({ text }) => ({ runbookUrl: text }) },
  },
  dashboard: {
    accepted: () => ({ dashboard: false }),
    shows: () => ['AWS::CloudWatch::Dashboard', NONE],
    refused: {
      given: () => ({ dashboard: 'false' }),
      error: 'dashboard is a string: give true or false',
    },
  },
};
