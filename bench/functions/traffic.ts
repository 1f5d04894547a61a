import type { ToldCall } from '../../local/calls';

/** What came to the services so far. */
export interface Traffic {
  readonly tokens: number;
  readonly mwaaRequests: number;
  readonly mwaaHandshakes: number;
  /** Of SQS and DynamoDB, as the next two. */
  readonly awsRequests: number;
  readonly awsHandshakes: number;
  /** How long their servers took to answer, in milliseconds. */
  readonly awsMs: number;
}

/** Counts the calls of functions, one of which is at work at a time. */
export class CallCounter {
  private readonly begun = new Map<string, number>();
  private tokens = 0;
  private mwaaRequests = 0;
  private awsRequests = 0;
  private awsMs = 0;

  readonly onCall = ({ service, operation, phase }: ToldCall): void => {
    const isMwaa = service === 'mwaa' || service === 'web-server';
    const call = `${service} ${operation}`;
    if (phase === 'after') {
      if (!isMwaa) this.awsMs += performance.now() - (this.begun.get(call) ?? 0);
      return;
    }
    this.begun.set(call, performance.now());
    if (isMwaa) this.mwaaRequests++;
    else this.awsRequests++;
    if (operation === 'CreateCliToken') this.tokens++;
  };

  get counts(): Omit<Traffic, 'mwaaHandshakes' | 'awsHandshakes'> {
    const { tokens, mwaaRequests, awsRequests, awsMs } = this;
    return { tokens, mwaaRequests, awsRequests, awsMs };
  }
}

/** What came between two counts. */
export function trafficBetween(before: Traffic, after: Traffic): Traffic {
  return {
    tokens: after.tokens - before.tokens,
    mwaaRequests: after.mwaaRequests - before.mwaaRequests,
    mwaaHandshakes: after.mwaaHandshakes - before.mwaaHandshakes,
    awsRequests: after.awsRequests - before.awsRequests,
    awsHandshakes: after.awsHandshakes - before.awsHandshakes,
    awsMs: after.awsMs - before.awsMs,
  };
}
