import { randomUUID } from 'node:crypto';
import { ACCOUNT, REGION } from './account';

/** An event in EventBridge's own envelope. */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** ISO 8601 in seconds. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * Puts an event into its envelope.
 *
 * @throws Error for what EventBridge does not take: an empty source or detail type, or a detail that is
 *   no JSON object
 */
export function toBusEvent(source: unknown, detailType: unknown, detail: unknown): BusEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': checkText('detail type', detailType),
    source: checkText('source', source),
    account: ACCOUNT,
    time: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    region: REGION,
    resources: [],
    detail: checkDetail(detail),
  };
}

function checkText(what: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new Error(`the event's ${what} is ${JSON.stringify(value)}: it must be a text`);
}

function checkDetail(detail: unknown): Readonly<Record<string, unknown>> {
  if (typeof detail === 'object' && detail !== null && !Array.isArray(detail)) return { ...detail };
  throw new Error(`the event's detail is ${JSON.stringify(detail)}: it must be a JSON object`);
}
