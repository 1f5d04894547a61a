import { messageOf } from './exit';
import { withoutControls } from './terminal/format';

/** So many causes are told; an error may be its own. */
const MAX_CAUSES = 10;

/**
 * Where an error comes from, for `--debug`: each with its stack, the causes after what they led to. Of an answer of AWS only what
 * names it is told, never what it holds.
 */
export function traceOf(error: unknown): string {
  const chain: unknown[] = [];
  for (let one = error; one !== undefined && chain.length < MAX_CAUSES; one = Object(one).cause) {
    chain.push(one, ...(one instanceof AggregateError ? one.errors : []));
  }
  return withoutControls(chain.map(describe).join('\nby '));
}

function describe(error: unknown): string {
  const { name = 'Error', stack = '', $metadata } = Object(error) as Partial<Error> & Answered;
  // The stack begins with the message as it is, which may quote an answer.
  const frames = stack.split('\n').filter((line) => /^ {4}at /.test(line));
  const { httpStatusCode, requestId, attempts } = $metadata ?? {};
  const answer = $metadata && `    HTTP ${httpStatusCode}, request ${requestId}, tries ${attempts}`;
  return [`${name}: ${messageOf(error)}`, ...(answer ? [answer] : []), ...frames].join('\n');
}

/** What the SDK notes of a call. */
interface Answered {
  readonly $metadata?: {
    readonly httpStatusCode?: number;
    readonly requestId?: string;
    readonly attempts?: number;
  };
}
