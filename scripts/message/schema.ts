/** Prints the JSON Schema of a message, from the code's own rules. */
import type { FieldRule, TextRule } from '../../lambda/contract/field-rules';
import { FORMS } from '../../lambda/contract/message-rules';
import { type Field, messageFields } from './fields';

type Schema = Readonly<Record<string, unknown>>;

/** Draft 7, which every editor and every language's validators know. */
const DRAFT = 'http://json-schema.org/draft-07/schema#';

/** The JSON Schema of a message that is no plain text. */
export function messageSchema(): Schema {
  return {
    $schema: DRAFT,
    title: 'A message of mwaa-cli-queue',
    description: `One Airflow command for Amazon MWAA: exactly one of ${FORMS.join(', ')}.`,
    ...objectOf(messageFields()),
    oneOf: FORMS.map((form) => ({ required: [form] })),
  };
}

/** The schema as a file has it. */
export function schemaText(): string {
  return `${JSON.stringify(messageSchema(), undefined, 2)}\n`;
}

function objectOf(fields: readonly Field[]): Schema {
  const required = fields.filter(({ rule }) => rule.required).map(({ name }) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, schemaOf(field)])),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

function schemaOf({ rule, meaning, fields }: Field): Schema {
  const description = `${meaning} (${rule.allowed})`;
  return { description, ...(fields === undefined ? formOf(rule) : objectOf(fields)) };
}

function formOf(rule: FieldRule): Schema {
  if (rule.type === 'string') return textOf(rule);
  if (rule.type === 'array') return { type: 'array', items: { type: 'string' }, minItems: 1 };
  if (rule.type === 'object') return { type: 'object' };
  return { type: 'number', minimum: rule.minimum, maximum: rule.maximum };
}

function textOf({ pattern, portablePattern = pattern, maxLength, refusedPrefixes }: TextRule) {
  return {
    type: 'string',
    ...(maxLength === undefined ? {} : { maxLength }),
    pattern: portablePattern.source,
    ...(refusedPrefixes === undefined
      ? {}
      : { not: { pattern: `^(${refusedPrefixes.join('|')})` } }),
  };
}

if (require.main === module) process.stdout.write(schemaText());
