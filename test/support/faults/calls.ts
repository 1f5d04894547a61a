import type { Answer, Fault, OnCall, ToldCall } from '../../../local/calls';

/** Which calls are meant. */
export type Match = (call: ToldCall) => boolean;

export const minting: Match = ({ operation }) => operation === 'CreateCliToken';

/** A command on its way to the web server. */
export function posting(command = /^/): Match {
  return ({ service, operation, input }) =>
    service === 'web-server' && operation === 'POST' && command.test(String(input));
}

/** A request on its way to Airflow's REST API, for example `POST /dags/orders/dagRuns`. */
export function requesting(request = /^/): Match {
  return ({ operation, input }) => {
    const { Method, Path } = Object(input) as Readonly<Record<string, unknown>>;
    return operation === 'InvokeRestApi' && request.test(`${Method} ${Path}`);
  };
}

/** A command on its way to Airflow, whichever way it goes. */
export const acting: Match = (call) => posting()(call) || requesting()(call);

/** A trigger on its way to Airflow, whichever way it goes. @param words what is in its DAG id, run id or `conf` */
export function triggering(words = /^/): Match {
  return (call) => {
    const text = textOf(call);
    return acting(call) && /^(dags trigger|POST \/dags\/)/.test(text) && words.test(text);
  };
}

/** What Airflow is asked for: a command, or a request with its body. */
function textOf({ operation, input }: ToldCall): string {
  if (operation !== 'InvokeRestApi') return String(input);
  const { Method, Path, Body } = Object(input) as Readonly<Record<string, unknown>>;
  return `${Method} ${Path} ${JSON.stringify(Body)}`;
}

/** A record of a command being written in that state. */
export function writing(state: 'running' | 'held' | 'ended'): Match {
  return ({ operation, input }) => operation === 'PutItem' && stateOf(input) === state;
}

function stateOf(input: unknown): string | undefined {
  const { Item } = Object(input) as { readonly Item?: { readonly state?: { readonly S: string } } };
  return Item?.state?.S;
}

/** A message being sent to a queue that has this in its name. */
export function sendingTo(queue: string): Match {
  return ({ operation, input }) =>
    operation === 'SendMessage' && String(Object(input).QueueUrl).includes(queue);
}

/** Answers the calls that match with these faults, one after the other, and then with none. */
export function inTurn(match: Match, faults: readonly (Fault | undefined)[]): OnCall {
  const left = [...faults];
  return (call) => (call.phase === 'before' && match(call) ? left.shift() : undefined);
}

/** Answers every call that matches with the same fault. */
export function always(match: Match, fault: Fault): OnCall {
  return (call) => (call.phase === 'before' && match(call) ? fault : undefined);
}

/** How AWS's APIs refuse a call. */
export function refusal(status: number, type: string, message = 'no luck'): Answer {
  const body = JSON.stringify({ __type: type, message });
  return { status, headers: { 'x-amzn-errortype': type }, body };
}

/** How InvokeRestApi tells what it met. @param name the exception's, for example `RestApiClientException` */
export function restError(name: string, body: object): Answer {
  const { headers, ...answer } = json(body, 400);
  return { ...answer, headers: { ...headers, 'x-amzn-errortype': name } };
}

/** What the web server answers after it has run a command, or says that it has. */
export function output(stdout: string, stderr = '', status = 200): Answer {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  return json({ stdout: base64(stdout), stderr: base64(stderr) }, status);
}

export function json(body: unknown, status = 200): Answer {
  const headers = { 'content-type': 'application/json' };
  return { status, headers, body: JSON.stringify(body) };
}

export function page(html: string, status = 200): Answer {
  return { status, headers: { 'content-type': 'text/html' }, body: html };
}
