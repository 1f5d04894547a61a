import { DAG_ID } from './dag-id';
import type { FieldRules, ObjectOf, TextRule } from './field-rules';
import { MAX_EXPIRY_SECONDS, MAX_ID_LENGTH, MAX_SOURCE_LENGTH } from './limits';
import { RUN_ID } from './run-id';
import { LOGICAL_DATE, ZONED_TIME } from './zoned-time';

/** SQS's own characters for group and deduplication ids: letters, digits and ASCII punctuation. */
const ID = {
  type: 'string',
  pattern: /^[!-~]+$/,
  maxLength: MAX_ID_LENGTH,
  allowed: `1 to ${MAX_ID_LENGTH} ASCII letters, digits or punctuation, no spaces`,
} as const satisfies TextRule;

/** It begins the run ids that are derived from it. */
const SOURCE = {
  type: 'string',
  pattern: /^[A-Za-z0-9][A-Za-z0-9_.-]*$/,
  maxLength: MAX_SOURCE_LENGTH,
  allowed: `1 to ${MAX_SOURCE_LENGTH} of A-Z a-z 0-9 _ . -, the first a letter or digit`,
} as const satisfies TextRule;

/** The fields of a message. Its types, checks, JSON Schema and documents' table are made from these. */
export const MESSAGE_FIELDS = {
  command: { type: 'string', pattern: /\S/, allowed: 'a command, without "airflow"' },
  argv: {
    type: 'array',
    allowed: 'a list of one or more strings, for example ["dags", "pause", "my_dag"]',
  },
  trigger: {
    type: 'object',
    fields: {
      dagId: { ...DAG_ID, required: true },
      conf: { type: 'object', allowed: 'a JSON object, for example {"key": "value"}' },
      runId: RUN_ID,
      logicalDate: LOGICAL_DATE,
    },
    allowed: 'a JSON object',
  },
  id: ID,
  source: SOURCE,
  expires: {
    type: 'object',
    fields: {
      after: {
        type: 'number',
        minimum: 1,
        maximum: MAX_EXPIRY_SECONDS,
        allowed: `a number of seconds, 1 to ${MAX_EXPIRY_SECONDS}`,
        required: true,
      },
      since: ZONED_TIME,
    },
    allowed: 'a JSON object',
  },
} as const satisfies FieldRules;

/** The forms of a command: a message has exactly one. */
export const FORMS = ['command', 'argv', 'trigger'] as const;

/** A message as it is sent. */
export type MessageBody = ObjectOf<typeof MESSAGE_FIELDS>;

/** Whether a text may be the id of a command. */
export function isId(text: string): boolean {
  return text.length <= ID.maxLength && ID.pattern.test(text);
}
