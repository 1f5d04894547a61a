import { PythonError } from './python/errors';
import { schemaError } from './python/schema-error';
import { isDict, isList, type PyDict, PyNumber, type PyValue, pyRepr } from './python/values';
import type { AirflowVersion } from './version';

type ParamType = 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'null';

/** A DAG's params by name: the part of their JSON schema that the model checks. */
export type DagParams = Readonly<Record<string, { readonly type: ParamType }>>;

/** Airflow merges a run's conf into the DAG's params, and refuses what breaks their schema. */
export function checkParams(version: AirflowVersion, params: DagParams, conf: PyDict): void {
  for (const [name, { type }] of Object.entries(params)) {
    const value = conf.get(name);
    if (value !== undefined && !isOfType(value, type)) {
      throw paramError(version, name, type, value);
    }
  }
}

function isOfType(value: PyValue, type: ParamType): boolean {
  const checks: Readonly<Record<ParamType, boolean>> = {
    string: typeof value === 'string',
    // To JSON schema 1.0 is an integer too.
    integer: value instanceof PyNumber && Number.isInteger(value.value),
    number: value instanceof PyNumber,
    boolean: typeof value === 'boolean',
    array: isList(value),
    object: isDict(value),
    null: value === null,
  };
  return checks[type];
}

function paramError(
  version: AirflowVersion,
  name: string,
  type: ParamType,
  value: PyValue,
): PythonError {
  // Airflow 3.2 moved the class into the task SDK.
  const className = version.atLeast('3.2')
    ? 'airflow.sdk.exceptions.ParamValidationError'
    : 'airflow.exceptions.ParamValidationError';
  const instance = pyRepr(value);
  const fault = `Invalid input for param ${name}: ${instance} is not of type '${type}'`;
  const schema = `{'type': '${type}'}`;
  return new PythonError(className, schemaError(fault, { rule: 'type', schema, instance }));
}
