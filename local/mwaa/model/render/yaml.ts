import { isDict, isList, PyNumber, type PyValue, pyStr } from '../python/values';

/** Words that YAML would take for something else than a string. */
const AMBIGUOUS =
  /^(?:~|null|true|false|yes|no|on|off|[-+]?[\d.][\d._eE+-]*|[-+]?\d[\d:_.]*|\d{4}-\d{2}-\d{2}.*)$/i;
const SPECIAL = /^[\s\-?:,[\]{}#&*!|>'"%@`]|: |:$| #|\s$|^$/;

/** `yaml.dump` of normalized rows: block style, keys sorted, strings quoted only where needed. */
export function renderYaml(value: PyValue): string {
  return isList(value) && value.length > 0
    ? value.map((item) => `- ${block(item, 2).trimStart()}`).join('')
    : `${scalar(value)}\n`;
}

function block(value: PyValue, indent: number): string {
  const prefix = ' '.repeat(indent);
  if (isList(value) && value.length > 0) {
    return value.map((item) => `${prefix}- ${block(item, indent + 2).trimStart()}`).join('');
  }
  if (isDict(value) && value.size > 0) {
    const keys = [...value.keys()].sort();
    return keys.map((key) => prefix + entry(key, value.get(key) ?? null, indent)).join('');
  }
  return `${prefix}${scalar(value)}\n`;
}

function entry(key: string, value: PyValue, indent: number): string {
  if (isDict(value) && value.size > 0) {
    return `${scalar(key)}:\n${block(value, indent + 2)}`;
  }
  if (isList(value) && value.length > 0) {
    return `${scalar(key)}:\n${block(value, indent)}`;
  }
  return `${scalar(key)}: ${scalar(value)}\n`;
}

function scalar(value: PyValue): string {
  if (value === null) {
    return 'null';
  }
  if (typeof value === 'string') {
    return stringScalar(value);
  }
  if (typeof value === 'boolean') {
    return String(value);
  }
  return value instanceof PyNumber ? pyStr(value) : isList(value) ? '[]' : '{}';
}

function stringScalar(text: string): string {
  if (/[\p{Cc}\u0080-\uffff]/u.test(text)) {
    return JSON.stringify(text);
  }
  const plain = !AMBIGUOUS.test(text) && !SPECIAL.test(text);
  return plain ? text : `'${text.replaceAll("'", "''")}'`;
}
