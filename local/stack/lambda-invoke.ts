import { tryParseJson } from '../../lambda/contract/json';
import type { Answer } from '../calls';
import type { FunctionHost } from './function-host';

/** Of the API's version, with the function's name or ARN. */
const PATH = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/**
 * Answers Invoke as Lambda does: also a function that fails with 200, and a header that says so.
 *
 * @returns nothing for another operation
 */
export async function answerInvoke(
  functions: ReadonlyMap<string, FunctionHost>,
  { method, url, body }: { readonly method: string; readonly url: string; readonly body: string },
): Promise<Answer | undefined> {
  const { pathname } = new URL(url, 'http://127.0.0.1');
  const nameOrArn = PATH.exec(pathname)?.[1];
  if (method !== 'POST' || nameOrArn === undefined) return undefined;
  const name = decodeURIComponent(nameOrArn).split(':').at(-1) ?? '';
  const host = functions.get(name);
  if (host === undefined) {
    return {
      status: 404,
      headers: { 'x-amzn-errortype': 'ResourceNotFoundException' },
      body: JSON.stringify({ Type: 'User', Message: `Function not found: ${name}` }),
    };
  }
  try {
    return { status: 200, body: JSON.stringify((await host.invoke(tryParseJson(body))) ?? null) };
  } catch (error) {
    return {
      status: 200,
      headers: { 'x-amz-function-error': 'Unhandled' },
      body: JSON.stringify({ errorMessage: (error as Error).message }),
    };
  }
}
