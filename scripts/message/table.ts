/** Prints the table of fields in `docs/messages.md`, from the code's own rules. */
import { code, table } from '../markdown';
import { type Field, messageFields } from './fields';

const TYPES = { string: 'string', number: 'number', array: 'string[]', object: 'object' } as const;

export function fieldTable(): string {
  return table(['field', 'type', 'what is allowed', 'meaning'], rowsOf(messageFields(), ''));
}

function rowsOf(fields: readonly Field[], prefix: string): readonly (readonly string[])[] {
  return fields.flatMap(({ name, rule, meaning, fields: own = [] }) => {
    const type = `${TYPES[rule.type]}${rule.required ? ', required' : ''}`;
    const row = [code([prefix + name]), type, inCode(rule.allowed), meaning];
    return [row, ...rowsOf(own, `${prefix}${name}.`)];
  });
}

/** An example is code: what stands in brackets or braces. */
function inCode(allowed: string): string {
  return allowed.replace(/[[{].*[\]}]/, '`$&`');
}

if (require.main === module) process.stdout.write(`${fieldTable()}\n`);
