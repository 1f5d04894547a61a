import type { ToldCall } from '../../../local/calls';
import { acting, type Match, sendingTo, writing } from './calls';

/** A step of one delivery at which the runner's process is killed. */
export interface KillStep {
  readonly name: string;
  readonly at: Match;
  readonly phase: ToldCall['phase'];
  /** The call had not left yet: its server never acts. */
  readonly neverActs?: true;
}

/** In the order of one delivery. */
const STEPS = {
  beforeRecord: {
    name: 'before it opens the record',
    at: writing('running'),
    phase: 'before',
    neverActs: true,
  },
  afterRecord: { name: 'after the record was opened', at: writing('running'), phase: 'after' },
  afterPost: { name: 'after the POST, while Airflow is at it', at: acting, phase: 'before' },
  afterRun: { name: 'after Airflow has run it', at: acting, phase: 'after' },
  afterAnswer: {
    name: 'after the answer, before it closes the record',
    at: writing('ended'),
    phase: 'before',
    neverActs: true,
  },
  afterClosing: { name: 'after the record was closed', at: writing('ended'), phase: 'after' },
  beforeDeadLetter: {
    name: 'before it sends the dead letter',
    at: sendingTo('DeadLetters'),
    phase: 'before',
    neverActs: true,
  },
  afterDeadLetter: {
    name: 'after the dead letter was sent',
    at: sendingTo('DeadLetters'),
    phase: 'after',
  },
  // The last call that it makes.
  beforeAcknowledgement: {
    name: 'before the message is acknowledged',
    at: ({ operation, input }) =>
      operation === 'GetItem' && JSON.stringify(input).includes('"environment '),
    phase: 'after',
  },
} as const satisfies Readonly<Record<string, KillStep>>;

/** What is run, and what may come of it. */
interface Subject {
  readonly name: string;
  /** Its number in the list of faults. */
  readonly fault: number;
  /** @param id the command's, which no other case has */
  readonly body: (id: string) => object;
  /** How often Airflow was asked to do it, by what was run or requested. */
  readonly counted: RegExp;
}

const TRIGGERED = /^(dags trigger|POST)/;

const TRIGGER: Subject = {
  name: 'a trigger',
  fault: 26,
  body: (id) => ({ id, trigger: { dagId: 'orders', runId: id } }),
  counted: TRIGGERED,
};
const FAILING_TRIGGER: Subject = {
  name: 'a trigger that fails',
  fault: 26,
  body: (id) => ({ id, trigger: { dagId: 'no_such_dag', runId: id } }),
  counted: TRIGGERED,
};
const UNSAFE: Subject = {
  name: 'a command that must not be repeated',
  fault: 43,
  body: (id) => ({ id, argv: ['variables', 'delete', id] }),
  counted: /^(variables delete|DELETE)/,
};
const FAILING_UNSAFE: Subject = {
  name: 'a command that must not be repeated and fails',
  fault: 43,
  body: (id) => ({ id, argv: ['dags', 'delete', '--yes', 'no_such_dag'] }),
  counted: /^dags delete/,
};

/** What was measured of one case, or is expected of it. */
export interface KillResult {
  readonly outcome: string;
  readonly attempts: number;
  /** How often Airflow ran the command. */
  readonly ran: number;
  /** DAG runs with its run id. */
  readonly runs: number;
  readonly deadLetters: number;
}

/** One kill: of which command, when, and what must come of it. */
export interface KillCase {
  readonly id: string;
  readonly subject: Subject;
  readonly step: KillStep;
  readonly expected: KillResult;
}

type Row = readonly [Subject, keyof typeof STEPS, string, number, number, number, number];

/**
 * Outcome, attempts, how often Airflow ran it, runs, dead letters. A trigger may be asked for twice: the run
 * is one all the same.
 */
const ROWS: readonly Row[] = [
  [TRIGGER, 'beforeRecord', 'succeeded', 1, 1, 1, 0],
  [TRIGGER, 'afterRecord', 'succeeded', 2, 1, 1, 0],
  [TRIGGER, 'afterPost', 'succeeded', 2, 2, 1, 0],
  [TRIGGER, 'afterRun', 'succeeded', 2, 2, 1, 0],
  [TRIGGER, 'afterAnswer', 'succeeded', 2, 2, 1, 0],
  [TRIGGER, 'afterClosing', 'succeeded', 1, 1, 1, 0],
  [TRIGGER, 'beforeAcknowledgement', 'succeeded', 1, 1, 1, 0],
  [FAILING_TRIGGER, 'beforeDeadLetter', 'failed', 1, 1, 0, 1],
  [FAILING_TRIGGER, 'afterDeadLetter', 'failed', 1, 1, 0, 1],
  [UNSAFE, 'beforeRecord', 'succeeded', 1, 1, 0, 0],
  [UNSAFE, 'afterRecord', 'unknown', 1, 0, 0, 1],
  [UNSAFE, 'afterPost', 'unknown', 1, 1, 0, 1],
  [UNSAFE, 'afterRun', 'unknown', 1, 1, 0, 1],
  [UNSAFE, 'afterAnswer', 'unknown', 1, 1, 0, 1],
  [UNSAFE, 'afterClosing', 'succeeded', 1, 1, 0, 0],
  [UNSAFE, 'beforeAcknowledgement', 'succeeded', 1, 1, 0, 0],
  [FAILING_UNSAFE, 'beforeDeadLetter', 'failed', 1, 1, 0, 1],
  [FAILING_UNSAFE, 'afterDeadLetter', 'failed', 1, 1, 0, 1],
];

/** Every kill. Airflow must have the DAG `orders` and none called `no_such_dag`. */
export const KILL_CASES: readonly KillCase[] = ROWS.map(
  ([subject, step, outcome, attempts, ran, runs, deadLetters], i) => ({
    id: `kill-${i + 1}`,
    subject,
    step: STEPS[step],
    expected: { outcome, attempts, ran, runs, deadLetters },
  }),
);
