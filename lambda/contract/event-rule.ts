import type { ConfTemplate } from './conf-template';

/** What an event of EventBridge queues, as the construct tells the function (JSON in one variable). */
export interface EventRule {
  /** Stands in every id that the rule gives. */
  readonly name: string;
  /** The message's fields for the command: `command`, `argv` or `trigger`, whose `conf` is a template. */
  readonly fields: Readonly<Record<string, unknown>> & {
    readonly trigger?: { readonly dagId: string; readonly conf?: ConfTemplate };
  };
}

/** The fields of an event's envelope, each a placeholder; so is `detail` with a path, as `detail.state`. */
export const EVENT_PLACEHOLDERS = [
  'id',
  'detail-type',
  'source',
  'account',
  'time',
  'region',
  'resources',
  'detail',
] as const;

/** Whether a placeholder of an event's template may be called so. */
export function isEventPlaceholder(name: string): boolean {
  return (
    (EVENT_PLACEHOLDERS as readonly string[]).includes(name) || /^detail(\.[^.{}]+)+$/.test(name)
  );
}
