import { SECRET_MARK, TOKEN_MARK, textOf } from './leaks';
import { clock } from './time';

/** What must hold, by name. */
const INVARIANTS = {
  I1: 'never two commands of one environment in flight from us',
  I2: 'commands begin in the order in which they were sent',
  I3: 'nothing accepted is lost',
  I4: 'a trigger creates at most one DAG run, and exactly one when it succeeded',
  I5: 'no token and no secret is shown',
  I6: 'the function returns before its time-out',
  I7: 'a command that is not safe to repeat takes effect once for each time it was sent or retried',
  I8: 'nothing runs that none has sent who may send it',
  way: 'what goes to Airflow goes by the way that the deployment chose',
  record: 'a record changes only as it may, and its end is announced',
  outcome: 'an outcome is true',
  status: "the environment's status is true",
  liveness: 'the queue drains, and goes on',
} as const;

export type Invariant = keyof typeof INVARIANTS;

/** How many lines of what happened a failure tells, from the beginning and before what was broken. */
const TOLD_LINES = 60;

/** Notes what happens in one run, and what of it must not. */
export class Watch {
  private readonly notes: string[] = [];
  private readonly broken: { readonly invariant: Invariant; readonly text: string }[] = [];

  note(text: string): void {
    this.notes.push(`${clock()}  ${text}`);
  }

  /** Whether so much is broken that nothing more can be learned. */
  get isHopeless(): boolean {
    return this.broken.length >= 10;
  }

  blame(invariant: Invariant, text: string): void {
    this.broken.push({ invariant, text });
    this.note(`!! ${invariant}: ${text}`);
  }

  /** Looks for what must not be shown. */
  lookForLeaks(where: string, value: unknown, ...more: readonly unknown[]): void {
    const text = [value, ...more].map(textOf).join(' ');
    this.lookForToken(where, text);
    if (text.includes(SECRET_MARK)) this.blame('I5', `a secret is in ${where}: ${text}`);
  }

  /** A dead letter's body is the sender's own, with the secrets that the sender put there. */
  lookForToken(where: string, text: string): void {
    if (text.includes(TOKEN_MARK)) this.blame('I5', `a token is in ${where}: ${text}`);
  }

  /** @throws Error which names what was broken, and tells what happened */
  conclude(only?: Invariant): void {
    const broken = this.broken.filter(({ invariant }) => !only || invariant === only);
    if (broken.length === 0) return;
    const named = broken.map(
      ({ invariant, text }) => `${invariant} ${INVARIANTS[invariant]}: ${text}`,
    );
    throw new Error([...new Set(named), '', 'What happened:', ...this.shortNotes()].join('\n'));
  }

  /** A shrunk script has few lines. Of many, the first ones and those around the first "!!". */
  private shortNotes(): readonly string[] {
    const broken = this.notes.findIndex((line) => line.includes('!! '));
    const from = Math.max(TOLD_LINES, broken - TOLD_LINES);
    const around = this.notes.slice(from, broken + TOLD_LINES / 4);
    return [...this.notes.slice(0, TOLD_LINES), ...(from > TOLD_LINES ? ['…'] : []), ...around];
  }
}
