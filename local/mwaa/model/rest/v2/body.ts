import { parseDate } from '../../python/dates';
import { isDict, type PyDict, type PyValue, pyDict } from '../../python/values';
import { isZonedDate } from '../lists';
import type { RestCall } from '../types';
import { type Fault, invalid } from './errors';

/** Says what is wrong with a value, if anything is. */
export type Check = (value: PyValue) => Pick<Fault, 'type' | 'msg' | 'ctx'> | undefined;

export interface Field {
  readonly check: Check;
  readonly required?: boolean;
  readonly nullable?: boolean;
}

const MISSING = { type: 'missing', msg: 'Field required' };

/** @throws RestError that names all that is wrong, in the order of the fields */
export function checkedBody({ body }: RestCall, fields: Readonly<Record<string, Field>>): PyDict {
  if (body === undefined) throw invalid({ ...MISSING, loc: ['body'], input: null });
  if (!isDict(body)) {
    const msg = 'Input should be a valid dictionary or object to extract fields from';
    throw invalid({ type: 'model_attributes_type', loc: ['body'], msg, input: body });
  }
  const faults = [
    ...Object.entries(fields).flatMap(([name, field]) => faultOf(body, name, field) ?? []),
    ...[...body].filter(([name]) => !(name in fields)).map(([name, input]) => extra(name, input)),
  ];
  if (faults.length > 0) throw invalid(...faults);
  return body;
}

function faultOf(body: PyDict, name: string, field: Field): Fault | undefined {
  const loc = ['body', name];
  const value = body.get(name);
  if (value === undefined) return field.required ? { ...MISSING, loc, input: body } : undefined;
  if (value === null && field.nullable) return undefined;
  const fault = field.check(value);
  return fault && { ...fault, loc, input: value };
}

function extra(name: string, input: PyValue): Fault {
  const msg = 'Extra inputs are not permitted';
  return { type: 'extra_forbidden', loc: ['body', name], msg, input };
}

export const string: Check = (value) =>
  typeof value === 'string'
    ? undefined
    : { type: 'string_type', msg: 'Input should be a valid string' };

export const dictionary: Check = (value) =>
  isDict(value) ? undefined : { type: 'dict_type', msg: 'Input should be a valid dictionary' };

export const boolean: Check = (value) =>
  toBoolean(value) === undefined
    ? { type: 'bool_parsing', msg: 'Input should be a valid boolean, unable to interpret input' }
    : undefined;

/** A boolean, or one of the words that pydantic reads for it. */
export function toBoolean(value: PyValue): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return undefined;
  if (/^(?:true|t|yes|y|on|1)$/i.test(value)) return true;
  return /^(?:false|f|no|n|off|0)$/i.test(value) ? false : undefined;
}

/** A number would be one of seconds to pydantic, which is not modelled. */
export const zonedDate: Check = (value) => {
  if (typeof value !== 'string') {
    return { type: 'datetime_type', msg: 'Input should be a valid datetime' };
  }
  if (parseDate(value) === undefined) return unreadableDate(value);
  return isZonedDate(value)
    ? undefined
    : { type: 'timezone_aware', msg: 'Input should have timezone info' };
};

export function unreadableDate(text: string): Pick<Fault, 'type' | 'msg' | 'ctx'> {
  const isShort = text.length < '2026-01-01'.length;
  const error = isShort ? 'input is too short' : 'invalid character in year';
  const msg = `Input should be a valid datetime or date, ${error}`;
  return { type: 'datetime_from_date_parsing', msg, ctx: pyDict({ error }) };
}
