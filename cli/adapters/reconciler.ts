import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { troubleError } from '../exit';
import type { Here } from '../here';

/** What an upload trigger's function is asked. */
interface ReconcileRequest {
  /** ISO 8601. */
  readonly since: string;
  readonly until?: string | undefined;
  readonly queue: boolean;
  /** Where an earlier answer says to go on. */
  readonly startAfter?: string | undefined;
}

/** What it answers. */
interface ReconcileAnswer {
  readonly listed: number;
  readonly missing: readonly MissingObject[];
  readonly queued: number;
  readonly startAfter?: string;
}

export interface MissingObject {
  readonly key: string;
  readonly size: number;
  readonly lastModified: string;
}

export type Reconciler = (request: ReconcileRequest) => Promise<ReconcileAnswer>;

export function reconcilerOf({ aws }: Here, functionName: string): Reconciler {
  const client = aws.client('lambda', LambdaClient);
  return async (reconcile) => {
    const { FunctionError, Payload } = await client
      .send(
        new InvokeCommand({
          FunctionName: functionName,
          Payload: Buffer.from(JSON.stringify({ reconcile })),
        }),
      )
      .catch((error: unknown) => {
        const { name, message } = error as Error;
        throw troubleError(
          `the function ${functionName} cannot be asked (${name}: ${message}): allow lambda:InvokeFunction`,
          error,
        );
      });
    const answer: unknown = JSON.parse(Buffer.from(Payload ?? []).toString('utf8'));
    if (FunctionError === undefined) return answer as ReconcileAnswer;
    const { errorMessage } = Object(answer) as { readonly errorMessage?: string };
    throw troubleError(`${functionName} failed: ${errorMessage ?? FunctionError}; see its log`);
  };
}
