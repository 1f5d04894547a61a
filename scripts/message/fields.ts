import type { FieldRule, FieldRules } from '../../lambda/contract/field-rules';
import { MESSAGE_FIELDS } from '../../lambda/contract/message-rules';
import { MEANINGS, type Meaning } from './meanings';

/** A field with all that is known of it. */
export interface Field {
  readonly name: string;
  readonly rule: FieldRule;
  readonly meaning: string;
  /** Of an object that has fields of its own. */
  readonly fields?: readonly Field[];
}

/** The fields of a message, in their order. */
export function messageFields(): readonly Field[] {
  return join(MESSAGE_FIELDS, MEANINGS);
}

function join(rules: FieldRules, meanings: Readonly<Record<string, Meaning>>): readonly Field[] {
  return Object.entries(rules).map(([name, rule]) => {
    const { meaning = '', fields = {} } = meanings[name] ?? {};
    const isNested = rule.type === 'object' && rule.fields !== undefined;
    return { name, rule, meaning, ...(isNested ? { fields: join(rule.fields, fields) } : {}) };
  });
}
