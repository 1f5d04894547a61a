import { Token } from 'aws-cdk-lib';
import type { EventPattern } from 'aws-cdk-lib/aws-events';
import { z } from 'zod';
import type { EventTriggerOptions } from '../lib';
import { checkOneCommand, commandFields, commandOf } from './command-config';
import { text } from './values';

/** What a field may be: texts, numbers, or objects such as `{"prefix": "a"}`. */
const allowed = z.array(z.unknown()).min(1, 'name at least one value, or leave it out').optional();

/** A pattern as EventBridge itself writes it. */
export const patternConfig = z.strictObject({
  version: allowed,
  id: allowed,
  'detail-type': allowed,
  source: allowed,
  account: allowed,
  time: allowed,
  region: allowed,
  resources: allowed,
  detail: z.record(z.string(), z.unknown()).optional(),
});

/** One of an environment's `events`. */
export const eventConfig = z
  .strictObject({
    name: text,
    pattern: patternConfig,
    eventBusName: text.optional(),
    ...commandFields,
  })
  .superRefine(checkOneCommand);

export type EventConfig = z.infer<typeof eventConfig>;

/** @throws Error for a command that no message may hold */
export function eventOptions(config: EventConfig): EventTriggerOptions {
  return {
    triggerName: config.name,
    eventPattern: patternOf(config.pattern),
    command: commandOf(config),
  };
}

function patternOf(pattern: EventConfig['pattern']): EventPattern {
  const { 'detail-type': detailType, detail, ...fields } = pattern;
  return {
    ...Object.fromEntries(Object.entries({ ...fields, detailType }).flatMap(valuesOf)),
    ...(detail === undefined ? {} : { detail }),
  };
}

/** As CDK's own matchers do it: a list of texts that stands for whatever may be in a pattern. */
function valuesOf([name, values]: [string, unknown[] | undefined]): [string, string[]][] {
  return values === undefined ? [] : [[name, Token.asList(values)]];
}
