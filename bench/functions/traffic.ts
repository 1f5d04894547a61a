import type { ToldCall } from '../../local/calls';

/** What came to the services so far. */
export interface Traffic {
  readonly tokens: number;
  readonly mwaaRequests: number;
  readonly mwaaHandshakes: number;
  /** Of SQS and DynamoDB, as the next two. */
  readonly awsRequests: number;
  readonly awsHandshakes: number;
  /** How long one of them was at work and the web server was not, in milliseconds: calls go side by side. */
  readonly awsMs: number;
}

/** Counts the calls of functions, one of which is at work at a time. */
export class CallCounter {
  private readonly open = { aws: 0, mwaa: 0 };
  private since = performance.now();
  private tokens = 0;
  private mwaaRequests = 0;
  private awsRequests = 0;
  private awsMs = 0;

  readonly onCall = ({ service, operation, phase }: ToldCall): void => {
    const isMwaa = service === 'mwaa' || service === 'web-server';
    this.passTime();
    this.open[isMwaa ? 'mwaa' : 'aws'] += phase === 'before' ? 1 : -1;
    if (phase === 'after') return;
    if (isMwaa) this.mwaaRequests++;
    else this.awsRequests++;
    if (operation === 'CreateCliToken') this.tokens++;
  };

  private passTime(): void {
    const now = performance.now();
    if (this.open.aws > 0 && this.open.mwaa === 0) this.awsMs += now - this.since;
    this.since = now;
  }

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
