import { RUNNER_VARIABLES } from '../../../lambda/contract/environment-variables';
import {
  CommandSender,
  type CommandSenderOptions,
  MwaaCommandQueue,
  type MwaaCommandQueueProps,
} from '../../../lib';
import type { PropCase, PropTable } from './prop-case';
import { joinedWith, variable } from './shows';

const ID = 'AROAEXAMPLEOFARUNNER1';
const ci = CommandSender.uniqueId(ID);
const told = (value: object) => variable(RUNNER_VARIABLES.senders, JSON.stringify([value]));

/** The queue's own prop. */
export const senders: PropCase<MwaaCommandQueueProps> = {
  accepted: () => ({ senders: [{ sender: ci }] }),
  // With the upload trigger's role, whose id the deployment knows.
  shows: () => variable(RUNNER_VARIABLES.senders, joinedWith(ID)),
  refused: {
    given: () => ({ senders: [{ sender: ci }, { sender: ci }] }),
    error: `senders has ${ID} twice: name each once, with all its allowedCommands`,
  },
};

export const senderOptions: PropTable<CommandSenderOptions> = {
  build: (stack, options) => {
    const environmentName = 'MyEnvironment';
    const one = { sender: ci, ...options };
    new MwaaCommandQueue(stack, 'Queue', { environmentName, senders: [one] });
  },
  props: {
    sender: {
      accepted: () => ({ sender: CommandSender.uniqueId('AIDAEXAMPLEOFAPERSON1') }),
      shows: () => told({ ids: ['AIDAEXAMPLEOFAPERSON1'] }),
      refused: {
        given: () => ({ sender: CommandSender.uniqueId('ci') }),
        error:
          'the sender "ci" is no unique id: give the unique id of a role (AROA…) or of a user (AIDA…)',
      },
      atDeployment: { given: ({ text }) => ({ sender: CommandSender.uniqueId(text) }) },
    },
    allowedCommands: {
      accepted: () => ({ allowedCommands: ['version'] }),
      shows: () => told({ ids: [ID], verbs: ['version'] }),
      refused: {
        given: () => ({ allowedCommands: [] }),
        error: `senders has ${ID} with no allowedCommands: name at least one, or leave them out for all of the queue's`,
      },
      atDeployment: {
        given: ({ list }) => ({ allowedCommands: list }),
        error: `senders has ${ID} with allowedCommands that are known only at deployment: name them, since each must be one of the queue's`,
      },
    },
  },
};
