import { deriveRunId, hashIdentity } from '../airflow/run-id';
import type { OutgoingMessage } from '../contract/command-sender';
import { fillTemplate } from '../contract/conf-template';
import type { EventRule } from '../contract/event-rule';
import { writeAsciiJson } from '../contract/json';
import type { TriggerRequest } from '../contract/message';
import type { MessageBody } from '../contract/message-rules';
import { SOURCES } from '../contract/sources';
import { type BusEvent, readPlaceholder } from './bus-event';

/** The message of an event, and the run that it asks for if it does. */
export interface EventMessage extends OutgoingMessage {
  readonly trigger?: TriggerRequest;
}

/**
 * The message that an event queues. The same event always gives the same id and the same run id, however
 * often and late EventBridge delivers it; another event, or another rule, gives other ones.
 */
export function commandMessage(event: BusEvent, rule: EventRule): EventMessage {
  const id = `${SOURCES.event}-${hashIdentity([rule.name, event.id])}`;
  const { trigger: template, ...fields } = rule.fields;
  const run = template && { trigger: runOf(template, rule.name, event) };
  return {
    body: writeAsciiJson({ ...(run ?? fields), id, source: SOURCES.event } satisfies MessageBody),
    deduplicationId: id,
    ...run,
  };
}

type Trigger = NonNullable<EventRule['fields']['trigger']>;

function runOf({ dagId, conf }: Trigger, name: string, event: BusEvent): TriggerRequest {
  return {
    dagId,
    conf:
      conf === undefined ? { event } : fillTemplate(conf, (path) => readPlaceholder(event, path)),
    runId: deriveRunId({ source: SOURCES.event, readable: name, identity: [name, event.id] }),
  };
}
