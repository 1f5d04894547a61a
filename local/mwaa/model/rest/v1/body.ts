import { isDict, type PyDict, type PyValue, pyRepr } from '../../python/values';
import { isZonedDate } from '../lists';
import type { RestCall } from '../types';
import { problem } from './errors';

/** What Airflow's OpenAPI document says of one property. */
interface Property {
  readonly type: 'boolean' | 'date-time' | 'object' | 'read-only' | 'string';
  readonly nullable?: boolean;
}

export type Properties = Readonly<Record<string, Property>>;

/** The body, once it keeps to the document; what else it holds is looked at later. */
export function typedBody(call: RestCall, properties: Properties): PyDict {
  const { body } = call;
  if (body === undefined) throw problem(call, 400, 'Request body must not be empty');
  if (!isDict(body)) throw problem(call, 400, `${pyRepr(body)} is not of type 'object'`);
  for (const [name, property] of Object.entries(properties)) {
    const value = body.get(name);
    const fault = value === undefined ? undefined : faultOf(value, property);
    if (fault !== undefined) throw problem(call, 400, `${fault} - '${name}'`);
  }
  return body;
}

function faultOf(value: PyValue, { type, nullable = false }: Property): string | undefined {
  if (type === 'read-only') return 'Property is read-only';
  if (value === null && nullable) return undefined;
  if (type === 'date-time') {
    if (typeof value !== 'string') return `${pyRepr(value)} is not of type 'string'`;
    return isDateTime(value) ? undefined : `${pyRepr(value)} is not a 'date-time'`;
  }
  const isOfType = type === 'object' ? isDict(value) : typeof value === type;
  return isOfType ? undefined : `${pyRepr(value)} is not of type '${type}'`;
}

/** RFC 3339 asks for the seconds, too. */
export function isDateTime(text: string): boolean {
  return /\d\d:\d\d:\d\d/.test(text) && isZonedDate(text);
}

/** What a field must be, once its type is right. */
export interface Field {
  readonly required?: boolean;
  readonly maxLength?: number;
}

/** @throws RestError that names every field that is wrong, unknown or missing */
export function checkFields(
  call: RestCall,
  body: PyDict,
  fields: Readonly<Record<string, Field>>,
  title?: string,
): void {
  const faults = new Map<string, PyValue>();
  for (const [name, { required = false, maxLength }] of Object.entries(fields)) {
    const value = body.get(name);
    if (value === undefined && required) faults.set(name, ['Missing data for required field.']);
    if (value === null) faults.set(name, ['Field may not be null.']);
    if (maxLength !== undefined && typeof value === 'string' && value.length > maxLength) {
      faults.set(name, [`Longer than maximum length ${maxLength}.`]);
    }
  }
  for (const name of body.keys()) if (!(name in fields)) faults.set(name, ['Unknown field.']);
  if (faults.size > 0) throw problem(call, 400, pyRepr(faults), title);
}
