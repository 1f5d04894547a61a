/** How the process that makes a call ends. */
const DEADLY_FAULTS = [
  'process dies before it',
  'process dies after it',
  'process freezes after it',
] as const;
export type DeadlyFault = (typeof DEADLY_FAULTS)[number];

export function isDeadly(how: string | undefined): how is DeadlyFault {
  return DEADLY_FAULTS.some((deadly) => deadly === how);
}

/** What goes wrong with a call of SQS or DynamoDB. */
export const STORE_FAULTS = [
  'refused',
  'hangs',
  'done, answer lost',
  'slow',
  'done, answer lost, tried again by the SDK',
  ...DEADLY_FAULTS,
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
  ...DEADLY_FAULTS,
] as const;
export type PostFault = (typeof POST_FAULTS)[number];

/** What goes wrong with a request by REST, on its way through MWAA or behind it. */
export const REST_FAULTS = [
  'no connection',
  'connection hangs',
  'throttled',
  'denied',
  'environment too old',
  'role refused',
  'answered 429',
  'answered 302',
  'answered 404 by a proxy',
  'answered 500, not run',
  'answered 500, run',
  'answered 502, not run',
  'answered 502, run',
  'answered 503, not run',
  'answered 504, run',
  'MWAA fails, not run',
  'MWAA fails, run',
  'MWAA gives up, not run',
  'MWAA gives up, run',
  'MWAA gives up, run later',
  'MWAA gives up as by the client, run',
  'MWAA gives up as a gateway, run',
  'reset, not run',
  'reset, run',
  'no answer, not run',
  'no answer, run',
  'no answer, run later',
  'half an answer, run',
  'login page, not run',
  'login page, run',
  'quotes the request',
  'slow',
  'another client triggers the DAG at that moment',
  ...DEADLY_FAULTS,
] as const;
export type RestFault = (typeof REST_FAULTS)[number];

export interface FaultsByCall {
  readonly ChangeMessageVisibility: StoreFault;
  readonly SendMessage: StoreFault;
  readonly GetItem: StoreFault;
  readonly PutItem: StoreFault;
  readonly CreateCliToken: ApiFault;
  readonly GetEnvironment: ApiFault;
  readonly POST: PostFault;
  readonly InvokeRestApi: RestFault;
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
