import type { FinalOutcome } from '../../../lambda/contract/dead-letter';

/** Every kind of fault that a message may meet once. */
export const FAULTS = [
  'the answer is lost after the effect',
  'a 403 that a new token mends',
  'an answer without sense after the effect',
  'no token: CreateCliToken is throttled',
  'the runner is killed, and the command runs on',
  'the runner is killed, and the command never ran',
  'the record cannot be opened once',
  'the record cannot be closed once',
  'the dead letter cannot be sent once',
] as const;

export type Fault = (typeof FAULTS)[number];

type Kind = 'trigger' | 'unsafe' | 'unknown-dag' | 'not-allowed';

/** One message of the backlog, what is to happen to it, and how it must end. */
export interface Planned {
  readonly id: string;
  readonly environment: string;
  readonly body: string;
  readonly kind: Kind;
  readonly fault?: Fault | undefined;
  readonly outcome: FinalOutcome;
}

/** The one whose function is never killed, so that one process runs all of its messages. */
export const STEADY = 'Backlog5';
export const ENVIRONMENTS = ['Backlog1', 'Backlog2', 'Backlog3', 'Backlog4', STEADY];
export const MESSAGES_EACH = 400;
export const DAG_ID = 'load';
/** One message of so many meets a fault: 5 %. */
const BLOCK = 20;

/** All messages of an environment, in the order in which they are sent. */
export function planFor(environment: string): readonly Planned[] {
  const nth = ENVIRONMENTS.indexOf(environment);
  const faults = FAULTS.filter((f) => environment !== STEADY || !isKill(f));
  return Array.from({ length: MESSAGES_EACH }, (_, i) => {
    const block = Math.floor(i / BLOCK);
    const isHit = i % BLOCK === (7 * block + 3 * nth) % BLOCK;
    const fault = isHit ? faults[(block + 2 * nth) % faults.length] : undefined;
    const kind = fault === undefined ? kindOf(i) : kindFor(fault, block + nth);
    const id = `${environment}-${String(i + 1).padStart(4, '0')}`;
    return {
      id,
      environment,
      kind,
      fault,
      body: bodyOf(id, kind),
      outcome: outcomeOf(kind, fault),
    };
  });
}

function isKill(fault: Fault): boolean {
  return fault.includes('killed');
}

/** Whether the function dies or throws; its message comes back by itself. */
export function endsInvocation(fault: Fault): boolean {
  const thrown: readonly Fault[] = [
    'the record cannot be opened once',
    'the dead letter cannot be sent once',
  ];
  return isKill(fault) || thrown.includes(fault);
}

function kindOf(i: number): Kind {
  if (i % 40 === 17) return 'unknown-dag';
  if (i % 40 === 37) return 'not-allowed';
  return i % 5 === 3 ? 'unsafe' : 'trigger';
}

/** Only what fails has a dead letter. Every other fault meets what may be repeated and what may not. */
function kindFor(fault: Fault, n: number): Kind {
  if (fault === 'the dead letter cannot be sent once') return 'unknown-dag';
  return n % 2 === 0 ? 'trigger' : 'unsafe';
}

function bodyOf(id: string, kind: Kind): string {
  const common = { id, source: 'backlog' };
  switch (kind) {
    case 'trigger':
      return JSON.stringify({ trigger: { dagId: DAG_ID }, ...common });
    case 'unknown-dag':
      return JSON.stringify({ trigger: { dagId: 'nowhere' }, ...common });
    case 'unsafe':
      return JSON.stringify({ argv: ['variables', 'delete', id], ...common });
    case 'not-allowed':
      return JSON.stringify({ argv: ['variables', 'get', id], ...common });
  }
}

/** What the command may have done already decides, not whether its answer came. */
const MAY_HAVE_RUN: readonly (Fault | undefined)[] = [
  'the answer is lost after the effect',
  'an answer without sense after the effect',
  'the runner is killed, and the command runs on',
  'the runner is killed, and the command never ran',
];

function outcomeOf(kind: Kind, fault: Fault | undefined): FinalOutcome {
  if (kind === 'unknown-dag') return 'failed';
  if (kind === 'not-allowed') return 'refused';
  return kind === 'unsafe' && MAY_HAVE_RUN.includes(fault) ? 'unknown' : 'succeeded';
}

/** The id of the message that a text, such as a command, comes from. */
export function idIn(text: string): string | undefined {
  return /Backlog\d-\d{4}/.exec(text)?.[0];
}
