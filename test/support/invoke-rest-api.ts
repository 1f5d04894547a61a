/** What an InvokeRestApi call sends. The SDK in use is older than the operation. */
export interface RestApiInput {
  readonly Path: string;
  readonly Method: string;
  readonly QueryParameters?: unknown;
  /** JSON text, which goes out as it is: a number of JavaScript's would lose digits. */
  readonly body?: string | undefined;
}

/** What came back over the wire. */
export interface RestApiOutput {
  readonly httpStatus: number;
  /** The exception's name; null for none. */
  readonly error: string | null;
  readonly text: string;
}

/** Calls InvokeRestApi as AWS's service model says. */
export async function invokeRestApi(
  apiUrl: string,
  environment: string,
  { body, ...input }: RestApiInput,
): Promise<RestApiOutput> {
  const json = JSON.stringify(input);
  const response = await fetch(`${apiUrl}/restapi/${encodeURIComponent(environment)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? json : `${json.slice(0, -1)},"Body":${body}}`,
  });
  const error = response.headers.get('x-amzn-errortype');
  return { httpStatus: response.status, error, text: await response.text() };
}
