import type { Variable } from '../../metadata';
import { type PyDict, pyDict, pyStr } from '../../python/values';
import { type Entry, VARIABLE_KEYS } from '../lists';
import type { RestCall, RestError, Served } from '../types';
import { type Check, checkedBody, string } from './body';
import { refusal } from './errors';
import { pageOf } from './page';
import { redacted } from './redact';

const MAX_KEY_LENGTH = 250;

export function listVariables(call: RestCall): Served {
  const entries: readonly Entry[] = [...call.metadata.variables];
  const page = pageOf(call, entries, VARIABLE_KEYS);
  const variables = page.map(([key, variable]) => variableJson(call, key, variable));
  return { body: pyDict({ variables, total_entries: entries.length }) };
}

export function getVariable(call: RestCall): Served {
  const [key = ''] = call.names;
  return { body: variableJson(call, key, known(call)) };
}

/** Unlike Airflow 2's, it replaces none. */
export function postVariable(call: RestCall): Served {
  const { key, value, description = null } = readVariable(call);
  if (call.metadata.variables.has(key)) {
    throw refusal(409, `The Variable with key: \`${key}\` already exists`);
  }
  return { ...store(call, key, { value, description }), status: 201 };
}

export function patchVariable(call: RestCall): Served {
  const [key = ''] = call.names;
  const given = readVariable(call);
  if (given.key !== key) {
    throw refusal(400, "Invalid body, key from request body doesn't match uri parameter");
  }
  const { description } = known(call);
  return store(call, key, { value: given.value, description: given.description ?? description });
}

export function deleteVariable(call: RestCall): Served {
  if (!call.metadata.variables.delete(call.names[0] ?? '')) throw notFound(call);
  return { status: 204 };
}

function store(call: RestCall, key: string, variable: Variable): Served {
  call.metadata.variables.set(key, variable);
  return { body: variableJson(call, key, variable) };
}

function known(call: RestCall): Variable {
  const variable = call.metadata.variables.get(call.names[0] ?? '');
  if (variable === undefined) throw notFound(call);
  return variable;
}

function notFound({ names }: RestCall): RestError {
  return refusal(404, `The Variable with key: \`${names[0]}\` was not found`);
}

const variableKey: Check = (value) => {
  if (typeof value !== 'string' || value.length <= MAX_KEY_LENGTH) return string(value);
  const msg = `String should have at most ${MAX_KEY_LENGTH} characters`;
  return { type: 'string_too_long', msg, ctx: pyDict({ max_length: MAX_KEY_LENGTH }) };
};

/** Any JSON is taken for a value, and kept as the text that Python prints for it. */
function readVariable(call: RestCall) {
  const body = checkedBody(call, {
    key: { check: variableKey, required: true },
    value: { check: () => undefined, required: true },
    description: { check: string, nullable: true },
  });
  const description = body.get('description');
  return {
    key: pyStr(body.get('key') ?? ''),
    value: pyStr(body.get('value') ?? null),
    description: typeof description === 'string' ? description : undefined,
  };
}

function variableJson({ version }: RestCall, key: string, variable: Variable): PyDict {
  const { value, description } = variable;
  return pyDict({
    key,
    value: redacted(key, value),
    description,
    is_encrypted: true,
    ...(version.atLeast('3.2') ? { team_name: null } : {}),
  });
}
