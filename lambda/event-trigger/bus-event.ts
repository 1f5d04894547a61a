import { isJsonObject, parseExactJson } from '../contract/json';

/** An event as EventBridge hands it to a queue: its envelope, numbers kept digit for digit. */
export interface BusEvent extends Readonly<Record<string, unknown>> {
  /** The same for every delivery of one event to one rule. */
  readonly id: string;
}

/**
 * Reads the body of a message that a rule sent.
 *
 * @throws Error for what is no event. It does not quote the body, which may hold a secret
 */
export function readBusEvent(body: string): BusEvent {
  const event = parse(body);
  if (isJsonObject(event)) {
    const { id, ...fields } = event;
    const isEvent = isText(id) && isText(fields.source) && isText(fields['detail-type']);
    if (isEvent) return { id, ...fields };
  }
  throw new Error(
    'the body is no event of EventBridge, an object with id, source and detail-type: let only the rule send to this queue, without an input of its own',
  );
}

function parse(body: string): unknown {
  try {
    return parseExactJson(body);
  } catch {
    return undefined; // no event either
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/**
 * Reads what a placeholder stands for: a field of the envelope, or a path below one. A list's items are
 * named by their numbers, from 0.
 *
 * @param name as `isEventPlaceholder` allows it
 * @returns nothing where the event has none
 */
export function readPlaceholder(event: BusEvent, name: string): unknown {
  return name.split('.').reduce<unknown>(stepInto, event);
}

/** Only what the event itself has: not what every object has, and no list's length. */
function stepInto(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return /^\d+$/.test(name) ? value[Number(name)] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
