import { PythonError } from '../../python/errors';
import { parseJson } from '../../python/json';
import { isDict, isList, type PyValue, pyJson } from '../../python/values';

/** The list of Airflow 3.3, but for what has another one of it in it. */
const SENSITIVE = [
  'access_key',
  'api_key',
  'apikey',
  'auth_header',
  'authorization',
  'bearer',
  'connection_string',
  'dsn',
  'keyfile_dict',
  'passphrase',
  'passwd',
  'password',
  'private_key',
  'proxies',
  'proxy',
  'secret',
  'service_account',
  'service_key',
  'token',
  'webhook_url',
];

const MASK = '***';

/** A variable's value as the API shows it: JSON is written anew, and what seems secret is hidden. */
export function redacted(key: string, value: string): string {
  try {
    return pyJson(redact(parseJson(value), key));
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    return isSensitive(key) ? MASK : value; // no JSON
  }
}

function redact(value: PyValue, name: string): PyValue {
  if (isSensitive(name)) return hidden(value);
  if (isList(value)) return value.map((item) => redact(item, ''));
  if (!isDict(value)) return value;
  return new Map([...value].map(([key, item]) => [key, redact(item, key)]));
}

function hidden(value: PyValue): PyValue {
  if (typeof value === 'string') return MASK;
  if (isList(value)) return value.map(hidden);
  return isDict(value) ? new Map([...value].map(([key, item]) => [key, hidden(item)])) : value;
}

function isSensitive(name: string): boolean {
  const normal = name.trim().toLowerCase().replaceAll(/\W+/g, '_');
  return SENSITIVE.some((part) => normal.includes(part));
}
