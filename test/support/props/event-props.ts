import { Match } from 'aws-cdk-lib/assertions';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { EVENT_TRIGGER_VARIABLES } from '../../../lambda/contract/environment-variables';
import {
  AirflowCommand,
  EventTrigger,
  type EventTriggerOptions,
  type EventTriggerProps,
  MwaaCommandQueue,
} from '../../../lib';
import type { PropTable } from './prop-case';
import { jsonVariable } from './shows';
import { arnOfMine, queueIn, sourceQueues, triggerProps } from './source-queues';
import { storageProps } from './storage-props';

const RULE = 'AWS::Events::Rule';
const STOPPED = {
  eventPattern: { source: ['aws.ec2'] },
  command: AirflowCommand.text('version'),
};

export const eventOptions: PropTable<EventTriggerOptions> = {
  build: (stack, options) => {
    const queue = new MwaaCommandQueue(stack, 'Queue', { environmentName: 'MyEnvironment' });
    queue.addEventTrigger('E', { ...STOPPED, ...options });
  },
  props: {
    eventPattern: {
      accepted: () => ({ eventPattern: { source: ['shop'], detailType: ['sold'] } }),
      shows: () => [RULE, { EventPattern: { source: ['shop'], 'detail-type': ['sold'] } }],
      refused: {
        given: () => ({ eventPattern: undefined }),
        error: "eventPattern is missing: give at least one field, for example source: ['aws.ec2']",
      },
      atDeployment: { given: ({ text }) => ({ eventPattern: { source: [text] } }) },
    },
    command: {
      accepted: () => ({ command: AirflowCommand.trigger('d', { conf: { at: '{time}' } }) }),
      shows: () =>
        jsonVariable(EVENT_TRIGGER_VARIABLES.rule, {
          fields: { trigger: { dagId: 'd', conf: { at: '{time}' } } },
        }),
      refused: {
        given: () => ({ command: 'dags trigger d' }),
        error:
          "command is a string: give an AirflowCommand, for example AirflowCommand.text('version')",
      },
      atDeployment: {
        given: ({ text, number }) => ({
          command: AirflowCommand.trigger(text, { conf: { number } }),
        }),
      },
    },
    triggerName: {
      accepted: () => ({ triggerName: 'stopped' }),
      shows: () => jsonVariable(EVENT_TRIGGER_VARIABLES.rule, { name: 'stopped' }),
      refused: {
        given: () => ({ triggerName: '' }),
        error: 'event trigger name "" has 0 characters: use 1 to 64 of A-Z a-z 0-9 _ . -',
      },
      atDeployment: { given: ({ text }) => ({ triggerName: text }) },
    },
    eventBus: {
      accepted: (stack) => ({ eventBus: EventBus.fromEventBusName(stack, 'Bus', 'shop') }),
      shows: () => [RULE, { EventBusName: 'shop' }],
      refused: {
        given: (stack) => ({
          eventBus: EventBus.fromEventBusArn(
            stack,
            'Bus',
            'arn:aws:events:eu-central-1:222222222222:event-bus/shop',
          ),
        }),
        error:
          "eventBus is in account 222222222222: it must be in the stack's, 111111111111; have its events forwarded to one here by a rule",
      },
    },
  },
};

export const eventProps: PropTable<EventTriggerProps> = {
  build: (stack, props) => {
    const undeliveredEventQueue = queueIn(stack, 'undelivered');
    new EventTrigger(stack, 'E', {
      ...STOPPED,
      ...sourceQueues(stack),
      undeliveredEventQueue,
      ...props,
    });
  },
  props: {
    ...storageProps,
    ...triggerProps(EVENT_TRIGGER_VARIABLES),
    undeliveredEventQueue: {
      accepted: (stack) => ({ undeliveredEventQueue: queueIn(stack, 'mine') }),
      shows: (stack) => [
        RULE,
        { Targets: [Match.objectLike({ DeadLetterConfig: { Arn: arnOfMine(stack) } })] },
      ],
      refused: {
        given: (stack) => {
          const both = queueIn(stack, 'mine');
          return { deadLetterQueue: both, undeliveredEventQueue: both };
        },
        error:
          'undeliveredEventQueue and deadLetterQueue are one queue: give two, since SQS moves only those messages back that it has itself moved',
      },
    },
  },
};
