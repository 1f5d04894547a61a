/**
 * MWAA's operation InvokeRestApi, which the SDK's client has from 3.678.0 on (October 2024), and the version that is
 * used here has not. It is made as that version's own commands are, with the official names: with a newer client this
 * file goes, and who imports from it imports from `@aws-sdk/client-mwaa`.
 *
 * Source: Amazon MWAA API reference, "InvokeRestApi".
 */
import {
  CreateCliTokenCommand,
  type MWAAClientResolvedConfig,
  MWAAServiceException,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from '@aws-sdk/client-mwaa';
import { requestBuilder } from '@smithy/core';
import { getEndpointPlugin } from '@smithy/middleware-endpoint';
import { getSerdePlugin } from '@smithy/middleware-serde';
import { Command, collectBody } from '@smithy/smithy-client';
import type { DocumentType, HttpResponse, MetadataBearer, SerdeContext } from '@smithy/types';
import { isJsonObject, parseExactJson } from '../../contract/json';

export interface InvokeRestApiCommandInput {
  /** The environment's. */
  readonly Name: string;
  /** 1 to 64 characters, without `/api/v1` or `/api/v2`. */
  readonly Path: string;
  readonly Method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  readonly QueryParameters?: DocumentType | undefined;
  readonly Body?: DocumentType | undefined;
}

export interface InvokeRestApiCommandOutput extends MetadataBearer {
  /** Airflow's own. */
  readonly RestApiStatusCode?: number;
  readonly RestApiResponse?: DocumentType;
}

interface ExceptionOptions {
  readonly message: string;
  readonly RestApiStatusCode?: number | undefined;
  readonly RestApiResponse?: DocumentType | undefined;
}

/** What Airflow answered that was no success. */
class RestApiException extends MWAAServiceException {
  readonly RestApiStatusCode?: number | undefined;
  readonly RestApiResponse?: DocumentType | undefined;

  constructor(name: string, options: ExceptionOptions) {
    super({ name, message: options.message, $fault: 'client', $metadata: {} });
    Object.setPrototypeOf(this, new.target.prototype); // the SDK's own class has set its own
    this.RestApiStatusCode = options.RestApiStatusCode;
    this.RestApiResponse = options.RestApiResponse;
  }
}

/** A status of 4xx. */
export class RestApiClientException extends RestApiException {
  constructor(options: ExceptionOptions) {
    super('RestApiClientException', options);
  }
}

/** A status of 5xx. */
export class RestApiServerException extends RestApiException {
  constructor(options: ExceptionOptions) {
    super('RestApiServerException', options);
  }
}

/** Both directions may carry secrets, such as a variable's value: the SDK's own log shows neither. */
const HIDDEN = '***SensitiveInformation***';

export class InvokeRestApiCommand extends Command.classBuilder<
  InvokeRestApiCommandInput,
  InvokeRestApiCommandOutput,
  MWAAClientResolvedConfig,
  ServiceInputTypes,
  ServiceOutputTypes
>()
  .ep(CreateCliTokenCommand.getEndpointParameterInstructions())
  .m((command, _stack, config) => [
    getSerdePlugin(config, serialize, deserialize),
    getEndpointPlugin(config, command.getEndpointParameterInstructions()),
  ])
  .s('AmazonMWAA', 'InvokeRestApi', {})
  .n('MWAAClient', 'InvokeRestApiCommand')
  .f(
    (input) => ({ ...input, Body: HIDDEN, QueryParameters: HIDDEN }),
    (output) => ({ ...output, RestApiResponse: HIDDEN }),
  )
  .ser(serialize)
  .de(deserialize)
  .build() {}

/** A number that `parseExactJson` keeps as text stays digit for digit: the SDK passes a document on as it is. */
async function serialize(input: InvokeRestApiCommandInput, context: SerdeContext) {
  const { Path, Method, QueryParameters, Body } = input;
  const { hostname } = await context.endpoint();
  return requestBuilder(input, context)
    .bp('/restapi/{Name}')
    .p('Name', () => input.Name, '{Name}', false)
    .hn(context.disableHostPrefix ? hostname : `env.${hostname}`)
    .m('POST')
    .h({ 'content-type': 'application/json' })
    .b(JSON.stringify({ Path, Method, QueryParameters, Body }))
    .build();
}

async function deserialize(
  response: HttpResponse,
  context: SerdeContext,
): Promise<InvokeRestApiCommandOutput> {
  const { statusCode, headers } = response;
  const text = context.utf8Encoder(await collectBody(response.body, context));
  const fields = parse(text);
  if (statusCode < 300) return { $metadata: { httpStatusCode: statusCode }, ...fields };
  const { message, Message, __type: type } = fields;
  const [name = ''] = String(headers['x-amzn-errortype'] ?? type ?? 'UnknownError').split(/[:,]/);
  const said = { message: String(message ?? Message ?? text.slice(0, 200)), ...fields };
  throw exceptionOf(name.replace(/^.*#/, ''), said, statusCode);
}

type Fields = Readonly<Record<string, unknown>> & Omit<ExceptionOptions, 'message'>;

/** What is no JSON object has no fields: the parser's own message would quote it. */
function parse(text: string): Fields {
  try {
    const fields = parseExactJson(text);
    return isJsonObject(fields) ? fields : {};
  } catch {
    return {};
  }
}

function exceptionOf(
  name: string,
  options: ExceptionOptions,
  httpStatusCode: number,
): MWAAServiceException {
  if (name === 'RestApiClientException') return new RestApiClientException(options);
  if (name === 'RestApiServerException') return new RestApiServerException(options);
  const $fault = httpStatusCode < 500 ? 'client' : 'server';
  const { message } = options;
  return new MWAAServiceException({ name, message, $fault, $metadata: { httpStatusCode } });
}
