/** What Python's jsonschema says of a value that breaks one rule of its schema. */
export function schemaError(
  fault: string,
  { rule, schema, instance }: Record<'rule' | 'schema' | 'instance', string>,
): string {
  return [
    fault,
    '',
    `Failed validating '${rule}' in schema:`,
    `    ${schema}`,
    '',
    'On instance:',
    `    ${instance}`,
  ].join('\n');
}
