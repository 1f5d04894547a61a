/** What goes wrong with a call of SQS or DynamoDB. */
export const STORE_FAULTS = [
  'refused',
  'hangs',
  'done, answer lost',
  'slow',
  'done, answer lost, tried again by the SDK',
  'process dies before it',
  'process dies after it',
  'process freezes after it',
] as const;
export type StoreFault = (typeof STORE_FAULTS)[number];

/** What goes wrong with a call of MWAA's own API. */
export const API_FAULTS = [
  'throttled',
  'denied',
  'hangs',
  'slow',
  'answers with no JSON',
  'process dies after it',
] as const;
export type ApiFault = (typeof API_FAULTS)[number];

/** What goes wrong with a POST to the web server. */
export const POST_FAULTS = [
  'no connection',
  'connection hangs',
  'token refused',
  'token refused late',
  'answered 429',
  'answered 503',
  'answered 502, not run',
  'answered 502, run',
  'answered 504, run',
  'reset, not run',
  'reset, run',
  'no answer, not run',
  'no answer, run',
  'no answer, run later',
  'login page',
  'error page, run',
  'half an answer, run',
  'quotes the command',
  'slow',
  'another client triggers the DAG in that second',
  'process dies before it',
  'process dies after it',
  'process freezes after it',
] as const;
export type PostFault = (typeof POST_FAULTS)[number];

interface FaultsByCall {
  readonly ChangeMessageVisibility: StoreFault;
  readonly SendMessage: StoreFault;
  readonly GetItem: StoreFault;
  readonly PutItem: StoreFault;
  readonly CreateCliToken: ApiFault;
  readonly GetEnvironment: ApiFault;
  readonly POST: PostFault;
  /** Lambda's own calls. */
  readonly Invoke: 'late';
  readonly DeleteMessage: 'lost';
}
export type Call = keyof FaultsByCall;

/** So many calls go well, then so many go wrong. */
export type Fault = {
  [C in Call]: {
    readonly call: C;
    readonly how: FaultsByCall[C];
    readonly after: number;
    readonly times: number;
  };
}[Call];

export function tellFault({ call, how, after, times }: Fault): string {
  const first = after === 0 ? '' : `${after} go well, then `;
  return `${call}: ${first}${times === 1 ? '' : `${times} times `}${how}`;
}

/** Tells each call whether it goes wrong. */
export class FaultScript {
  private readonly left: { readonly fault: Fault; after: number; times: number }[];

  constructor(faults: readonly Fault[]) {
    this.left = faults.map((fault) => ({ fault, after: fault.after, times: fault.times }));
  }

  next<C extends Call>(call: C): FaultsByCall[C] | undefined {
    const entry = this.left.find(({ fault, times }) => fault.call === call && times > 0);
    if (entry === undefined) return undefined;
    if (entry.after > 0) {
      entry.after--;
      return undefined;
    }
    entry.times--;
    return entry.fault.how as FaultsByCall[C];
  }

  /** From here on all goes well. */
  stop(): void {
    this.left.length = 0;
  }
}
