import type { Variable } from '../../metadata';
import { type PyDict, pyDict } from '../../python/values';
import { type Entry, VARIABLE_KEYS } from '../lists';
import type { RestCall, RestError, Served } from '../types';
import { checkFields, typedBody } from './body';
import { problem } from './errors';
import { pageOf } from './page';

export function listVariables(call: RestCall): Served {
  const entries: readonly Entry[] = [...call.metadata.variables];
  const page = pageOf(call, entries, VARIABLE_KEYS);
  const variables = page.map(([key, variable]) => variableJson(key, variable));
  return { body: pyDict({ total_entries: entries.length, variables }) };
}

export function getVariable(call: RestCall): Served {
  const [key = ''] = call.names;
  return { body: variableJson(key, known(call)) };
}

/** One that is there already is replaced. */
export function postVariable(call: RestCall): Served {
  const { description, ...variable } = readVariable(call);
  call.metadata.variables.set(variable.key, { ...variable, description: description ?? null });
  return { body: pyDict({ ...(description === undefined ? {} : { description }), ...variable }) };
}

export function patchVariable(call: RestCall): Served {
  const [key = ''] = call.names;
  const given = readVariable(call);
  if (given.key !== key) {
    const detail = "key from request body doesn't match uri parameter";
    throw problem(call, 400, detail, 'Invalid post body');
  }
  const old = known(call);
  const variable = { value: given.value, description: given.description ?? old.description };
  call.metadata.variables.set(key, variable);
  return { body: variableJson(key, variable) };
}

export function deleteVariable(call: RestCall): Served {
  const [key = ''] = call.names;
  if (!call.metadata.variables.delete(key)) throw notFound(call, null);
  return { status: 204 };
}

function known(call: RestCall): Variable {
  const variable = call.metadata.variables.get(call.names[0] ?? '');
  if (variable === undefined) throw notFound(call, 'Variable does not exist');
  return variable;
}

function notFound(call: RestCall, detail: string | null): RestError {
  return problem(call, 404, detail, 'Variable not found');
}

function readVariable(call: RestCall) {
  const string = { type: 'string' } as const;
  const body = typedBody(call, {
    key: string,
    value: string,
    description: { ...string, nullable: true },
  });
  const required = { required: true };
  const fields = { key: required, value: required, description: {} };
  checkFields(call, body, fields, 'Invalid Variable schema');
  const description = body.get('description');
  return {
    key: String(body.get('key')),
    value: String(body.get('value')),
    description: typeof description === 'string' ? description : undefined,
  };
}

function variableJson(key: string, { value, description }: Variable): PyDict {
  return pyDict({ description, key, value });
}
