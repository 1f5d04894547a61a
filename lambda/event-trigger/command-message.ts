import { deriveRunId, hashIdentity } from '../airflow/run-id';
import { type ConfTemplate, fillTemplate } from '../contract/conf-template';
import type { EventRule } from '../contract/event-rule';
import { writeAsciiJson } from '../contract/json';
import type { OutgoingMessage } from '../upload-trigger/trigger-message';
import { type BusEvent, readPlaceholder } from './bus-event';

/**
 * The message that an event queues. The same event always gives the same id and the same run id, however
 * often and late EventBridge delivers it; another event, or another rule, gives other ones.
 */
export function commandMessage(event: BusEvent, rule: EventRule): OutgoingMessage {
  const identity = [rule.name, event.id];
  const id = `event-${hashIdentity(identity)}`;
  const { trigger, ...fields } = rule.fields;
  const command =
    trigger === undefined
      ? fields
      : {
          trigger: {
            ...trigger,
            conf: trigger.conf === undefined ? { event } : fillConf(trigger.conf, event),
            runId: deriveRunId({ source: 'event', readable: rule.name, identity }),
          },
        };
  return {
    body: writeAsciiJson({ ...command, id, source: 'event' }),
    deduplicationId: id,
  };
}

function fillConf(conf: ConfTemplate, event: BusEvent): object {
  return fillTemplate(conf, (name) => readPlaceholder(event, name));
}
