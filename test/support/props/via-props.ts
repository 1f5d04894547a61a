import { RUNNER_VARIABLES } from '../../../lambda/contract/environment-variables';
import { type MwaaCommandQueueProps, Via } from '../../../lib';
import type { PropTable } from './prop-case';
import { variable } from './shows';

/** Those of the queue's props that say which way commands go. */
export const viaProps: PropTable<MwaaCommandQueueProps>['props'] = {
  via: {
    accepted: () => ({ via: Via.AUTO }),
    shows: () => variable(RUNNER_VARIABLES.via, 'auto'),
    refused: {
      given: () => ({ via: 'ssh' }),
      error: 'via "ssh" is not allowed: give one of Via.CLI, Via.REST, Via.AUTO',
    },
  },
  airflowRole: {
    accepted: () => ({ via: Via.REST, airflowRole: 'queue-role' }),
    shows: () => variable(RUNNER_VARIABLES.airflowRole, 'queue-role'),
    refused: {
      given: () => ({ via: Via.AUTO, airflowRole: '*' }),
      error:
        'airflowRole "*" is not allowed: give Admin, Op, User, Viewer, Public or the name of your own, 1 to 64 of A-Z a-z 0-9 _ . -',
    },
    atDeployment: { given: ({ text }) => ({ via: Via.AUTO, airflowRole: text }) },
  },
};
