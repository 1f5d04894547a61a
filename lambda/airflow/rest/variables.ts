import { MAX_REST_ROWS } from '../../contract/limits';
import type { Command } from '../command';
import { OTHER_ARGUMENTS, readArguments } from './arguments';
import { type Exchange, isSuccess, succeeded } from './exchange';
import { readPages } from './pages';
import { pathOf } from './path';
import { printJson } from './print';
import { refused, reply } from './words';

/** `variables get` by REST, which sees Airflow's database and no secrets backend. */
export function getVariableByRest(command: Command): Exchange | string {
  const parsed = readArguments(command.args, { default: { type: 'string', short: 'd' } });
  const [key, ...more] = parsed?.positionals ?? [];
  if (key === undefined || more.length > 0) return OTHER_ARGUMENTS;
  const target = pathOf`/variables/${key}`;
  return 'fault' in target ? target.fault : get(command, key, target.path, parsed?.values.default);
}

function* get(
  command: Command,
  key: string,
  path: string,
  otherwise: string | undefined,
): Exchange {
  const answer = yield { method: 'GET', path };
  if (isSuccess(answer)) {
    const { value } = Object(answer.body) as Readonly<Record<string, unknown>>;
    return succeeded(`${value ?? 'None'}`);
  }
  if (answer.status !== 404) return refused(answer, command);
  return otherwise === undefined ? reply(`Variable ${key} does not exist`) : succeeded(otherwise);
}

/** `variables set` by REST. */
export function setVariableByRest(command: Command): Exchange | string {
  const parsed = readArguments(command.args, { description: { type: 'string' } });
  const [key, value, ...more] = parsed?.positionals ?? [];
  if (key === undefined || value === undefined || more.length > 0) return OTHER_ARGUMENTS;
  const target = pathOf`/variables/${key}`;
  if ('fault' in target) return target.fault;
  const description = parsed?.values.description;
  const body = { key, value, ...(description === undefined ? {} : { description }) };
  return set(command, key, target.path, body);
}

/** To change and to create are two requests. Both may be repeated: the second time the first one does. */
function* set(
  command: Command,
  key: string,
  path: string,
  body: Readonly<Record<string, unknown>>,
): Exchange {
  const changed = yield { method: 'PATCH', path, body };
  if (!isSuccess(changed) && changed.status !== 404) return refused(changed, command);
  if (!isSuccess(changed)) {
    const created = yield { method: 'POST', path: '/variables', body };
    if (!isSuccess(created)) return refused(created, command);
  }
  return succeeded(`Variable ${key} created`);
}

/** `variables delete` by REST: as by the CLI, what is not there counts as deleted. */
export function deleteVariableByRest(command: Command): Exchange | string {
  const [key, ...more] = readArguments(command.args, {})?.positionals ?? [];
  if (key === undefined || more.length > 0) return OTHER_ARGUMENTS;
  const target = pathOf`/variables/${key}`;
  return 'fault' in target ? target.fault : remove(command, key, target.path);
}

function* remove(command: Command, key: string, path: string): Exchange {
  const answer = yield { method: 'DELETE', path };
  if (!isSuccess(answer) && answer.status !== 404) return refused(answer, command);
  return succeeded(`Variable ${key} deleted`);
}

/** `variables list` by REST: the keys alone, as the CLI lists them. */
export function listVariablesByRest(command: Command): Exchange | string {
  const parsed = readArguments(command.args, {});
  return parsed?.positionals.length === 0 ? list(command) : OTHER_ARGUMENTS;
}

function* list(command: Command): Exchange {
  const listed = yield* readPages({
    path: '/variables',
    query: { order_by: 'id' },
    field: 'variables',
    columns: ['key'],
  });
  if ('refusal' in listed) return refused(listed.refusal, command);
  if ('total' in listed) {
    const { total } = listed;
    return reply(`there are ${total} variables, and by REST at most ${MAX_REST_ROWS} are listed`);
  }
  return succeeded(printJson(listed.rows));
}
