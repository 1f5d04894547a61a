import { EVENT_TRIGGER_VARIABLES, requireVariable } from '../contract/environment-variables';
import type { EventRule } from '../contract/event-rule';
import { parseExactJson } from '../contract/json';

/** What the construct tells the event trigger. It writes the rule, and has checked it. */
export function readSettings(variables: NodeJS.ProcessEnv) {
  const required = (name: keyof typeof EVENT_TRIGGER_VARIABLES) =>
    requireVariable(variables, EVENT_TRIGGER_VARIABLES[name]);
  return {
    environmentName: required('environmentName'),
    queueUrl: required('queueUrl'),
    rule: parseExactJson(required('rule')) as EventRule,
  };
}
