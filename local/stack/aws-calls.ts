import {
  type Answer,
  type Call,
  type Fault,
  isInstead,
  type Loss,
  type OnCall,
  tell,
} from '../calls';
import { isFunctionCall } from './account';

/** The SQS and S3 of this machine. */
type Server = ReturnType<typeof import('fauxqs')['buildApp']>;

/** What is used of the server's own types. */
interface HttpRequest {
  readonly method: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly raw: { readonly url?: string; readonly socket: { destroy(): void } };
}

interface HttpReply {
  code(status: number): HttpReply;
  headers(headers: Readonly<Record<string, string>>): HttpReply;
  send(body: string): HttpReply;
}

/** A call that is not answered yet. */
interface OpenCall {
  readonly call: Call;
  readonly fault: Fault | undefined;
  told?: Promise<unknown>;
}

/** Tells the hook of the functions' calls, and lets it answer them with faults. */
export function tellCalls(server: Server, onCall: OnCall): void {
  const calls = new WeakMap<object, OpenCall>();
  server.addHook('preHandler', async (request: HttpRequest, reply: HttpReply) => {
    if (!isFunctionCall(String(request.headers.authorization))) return undefined;
    const call = describe(request);
    const fault = await tell(onCall, { ...call, phase: 'before' });
    if (isInstead(fault)) return reply.send(await put(fault, request, reply));
    calls.set(request, { call, fault });
    return undefined;
  });
  server.addHook('onSend', async (request: HttpRequest, reply: HttpReply, body: unknown) => {
    const open = calls.get(request);
    if (open === undefined) return body;
    open.told ??= tell(onCall, { ...open.call, phase: 'after' }); // S3's errors come here twice
    await open.told;
    const { after } = Object(open.fault) as { readonly after?: Answer | Loss };
    return after === undefined ? body : put(after, request, reply);
  });
}

function describe({ method, body, headers, raw }: HttpRequest): Call {
  const [service, operation] = String(headers['x-amz-target']).split('.');
  if (service === 'AmazonSQS' && operation !== undefined) {
    return { service: 'sqs', operation, input: body };
  }
  return { service: 's3', operation: method, input: raw.url };
}

/** @returns the body to answer with; never, when no answer is to come */
async function put(fault: Answer | Loss, request: HttpRequest, reply: HttpReply): Promise<string> {
  if (typeof fault === 'string') {
    if (fault === 'reset') request.raw.socket.destroy();
    return new Promise<string>(() => {});
  }
  reply.code(fault.status).headers({ 'content-type': JSON_TYPE, ...fault.headers });
  return fault.body ?? '';
}

const JSON_TYPE = 'application/x-amz-json-1.0';
