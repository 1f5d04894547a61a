import type { RestAnswer, RestRequest } from '../../engine';
import type { AirflowContext } from '../grammar/types';
import { parseJson } from '../python/json';
import { pyJson } from '../python/values';
import { ROUTES } from './routes';
import { type RestCall, RestError, type RestVersion, type Served } from './types';
import { VERSION_1 } from './v1/api';
import { VERSION_2 } from './v2/api';

/** Airflow's REST API: what it answers to one request. */
export function answerRest(context: AirflowContext, request: RestRequest): RestAnswer {
  const api = context.version.major >= 3 ? VERSION_2 : VERSION_1;
  try {
    return answered(serve(context, api, request));
  } catch (error) {
    if (error instanceof RestError) return answered(error);
    throw error;
  }
}

function serve(context: AirflowContext, api: RestVersion, request: RestRequest): Served {
  const { method, path, query, body } = request;
  const route = ROUTES.find((one) => one.path.test(path));
  if (route === undefined) throw api.noSuchPath(method);
  const handler = route.methods[method];
  if (handler === undefined) throw api.noSuchMethod();
  const call: RestCall = {
    ...context,
    names: (route.path.exec(path) ?? []).slice(1).map(decoded),
    query: new URLSearchParams(query),
    body: body === undefined ? undefined : parseJson(body),
  };
  return api.handlers[handler](call);
}

/** A percent sign that begins no escape stays, as in Python. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function answered({ status = 200, body }: Served | RestError): RestAnswer {
  if (body === undefined) return { status, body: '' };
  return { status, body: typeof body === 'string' ? body : pyJson(body, false) };
}
