import type { Answer, OnCall, ToldCall } from '../../../local/calls';
import { posting, writing } from '../faults/calls';
import { type Fault, idIn, type Planned } from './plan';

type HookResult = ReturnType<OnCall>;

export interface Killing {
  /** `kill -9` of an environment's function. */
  kill(environment: string): Promise<void>;
}

/** Lets each planned fault happen once, when its message comes to it. */
export class PlannedFaults {
  /** The messages whose fault has happened. */
  readonly happened = new Set<string>();
  /** How many more tokens an environment does not get. */
  private readonly throttled = new Map<string, number>();

  constructor(
    private readonly planned: ReadonlyMap<string, Planned>,
    private readonly killing: Killing,
  ) {}

  readonly onCall = (call: ToldCall): HookResult => {
    if (call.operation === 'CreateCliToken') return this.onMint(call);
    const message = this.planned.get(idIn(JSON.stringify(call.input)) ?? '');
    if (message?.fault === undefined || this.happened.has(message.id)) return undefined;
    if (!isTheCall(message.fault, call)) return undefined;
    this.happened.add(message.id);
    return this.let(message.fault, message.environment);
  };

  private onMint({ phase, environment = '' }: ToldCall): HookResult {
    const left = this.throttled.get(environment) ?? 0;
    if (phase === 'after' || left === 0) return undefined;
    this.throttled.set(environment, left - 1);
    return THROTTLED;
  }

  private let(fault: Fault, environment: string): HookResult {
    switch (fault) {
      case 'the answer is lost after the effect':
        return { after: 'reset' };
      case 'an answer without sense after the effect':
        return { after: { status: 200, body: '<html>welcome to nginx</html>' } };
      case 'no token: CreateCliToken is throttled':
        this.throttled.set(environment, SDK_TRIES);
        return FORBIDDEN; // so that a new one is asked for
      case 'a 403 that a new token mends':
        return FORBIDDEN;
      case 'the runner is killed, and the command runs on':
        return this.killing.kill(environment);
      case 'the runner is killed, and the command never ran':
        return this.killing.kill(environment).then(() => 'reset');
      default:
        return DENIED;
    }
  }
}

/** Where a fault strikes. */
function isTheCall(fault: Fault, call: ToldCall): boolean {
  if (call.phase === 'after') return false;
  switch (fault) {
    case 'the record cannot be opened once':
      return writing('running')(call);
    case 'the record cannot be closed once':
      return writing('ended')(call);
    case 'the dead letter cannot be sent once':
      return call.operation === 'SendMessage';
    default:
      return posting()(call);
  }
}

/** How often the SDK asks before it gives up. */
const SDK_TRIES = 3;

const FORBIDDEN: Answer = { status: 403, body: 'Forbidden' };

/** Not repeated by the SDK itself, which would hide it from the runner. */
const DENIED: Answer = {
  status: 400,
  body: JSON.stringify({ __type: 'AccessDeniedException', message: 'not now' }),
};

const THROTTLED: Answer = {
  status: 429,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'ThrottlingException' },
  body: JSON.stringify({ message: 'Rate exceeded' }),
};
