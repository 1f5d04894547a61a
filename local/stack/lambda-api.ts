import { z } from 'zod';
import { tryParseJson } from '../../lambda/contract/json';
import type { Answer } from '../calls';
import type { Mapping } from './event-source-mapping';

/** A request to Lambda's API, which is of the protocol rest-json. */
export interface LambdaRequest {
  readonly method: string;
  /** The path and what is asked for. */
  readonly url: string;
  readonly body: string;
}

/** Of the API's version, with a mapping's id or without. */
const PATH = /^\/2015-03-31\/event-source-mappings(?:\/([^/]+))?\/?$/;

/** All that can be changed here: else the template says how a mapping is. */
const changes = z.strictObject({ Enabled: z.boolean() });

const filters = z.strictObject({
  EventSourceArn: z.string().optional(),
  /** The name or the ARN. */
  FunctionName: z.string().optional(),
});

/** Answers GetEventSourceMapping, ListEventSourceMappings and UpdateEventSourceMapping as Lambda does. */
export function answerLambda(mappings: readonly Mapping[], request: LambdaRequest): Answer {
  const { pathname, searchParams } = new URL(request.url, 'http://127.0.0.1');
  const [isKnown, id] = PATH.exec(pathname) ?? [];
  const { method } = request;
  if (!isKnown || !(method === 'GET' || (method === 'PUT' && id))) return unknownOperation(request);
  if (id === undefined) return list(mappings, searchParams);
  const mapping = mappings.find(({ spec }) => spec.id === id);
  if (mapping === undefined) return refusal(404, 'ResourceNotFoundException', NOT_FOUND);
  return method === 'GET' ? json(200, describe(mapping)) : update(mapping, request.body);
}

const NOT_FOUND = 'The resource you requested does not exist.';
const IN_USE = 'Cannot update the event source mapping because it is in use.';

function list(mappings: readonly Mapping[], asked: URLSearchParams): Answer {
  const read = filters.safeParse(Object.fromEntries(asked));
  if (!read.success) return invalid(read.error);
  const { EventSourceArn: queue, FunctionName: name } = read.data;
  const found = mappings.filter(
    ({ spec }) =>
      (queue === undefined || spec.queueArn === queue) &&
      (name === undefined || lastPart(spec.functionArn) === lastPart(name)),
  );
  return json(200, { EventSourceMappings: found.map(describe) });
}

function update(mapping: Mapping, body: string): Answer {
  const read = changes.safeParse(tryParseJson(body));
  if (!read.success) return invalid(read.error);
  if (mapping.polling.switch(read.data.Enabled)) return json(202, describe(mapping));
  return refusal(400, 'ResourceInUseException', IN_USE);
}

/** As EventSourceMappingConfiguration has it. */
function describe({ spec, polling }: Mapping): object {
  return {
    UUID: spec.id,
    EventSourceMappingArn: spec.arn,
    EventSourceArn: spec.queueArn,
    FunctionArn: spec.functionArn,
    BatchSize: spec.batchSize,
    MaximumBatchingWindowInSeconds: spec.windowSeconds,
    FunctionResponseTypes: spec.partialBatchResponse ? ['ReportBatchItemFailures'] : [],
    ...(spec.maxConcurrency && { ScalingConfig: { MaximumConcurrency: spec.maxConcurrency } }),
    State: polling.state,
    StateTransitionReason: 'USER_INITIATED',
    LastModified: polling.since.getTime() / 1000,
  };
}

function lastPart(nameOrArn: string): string {
  return nameOrArn.split(':').at(-1) ?? '';
}

function invalid({ issues }: z.ZodError): Answer {
  const faults = issues.map(({ path, message }) => [...path, message].join(': ')).join('; ');
  return refusal(
    400,
    'InvalidParameterValueException',
    `the local stack cannot do this: ${faults}`,
  );
}

function unknownOperation({ method, url }: LambdaRequest): Answer {
  const message = `the local stack does not know ${method} ${url}: teach local/stack/lambda-api.ts`;
  return refusal(404, 'UnknownOperationException', message);
}

function refusal(status: number, type: string, Message: string): Answer {
  const answer = json(status, { Type: 'User', Message });
  return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': type } };
}

function json(status: number, body: object): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
