import type { Post } from '../../../lambda/adapters/mwaa/web-server';
import { AnswerLostError, EnvironmentUnavailableError } from '../../../lambda/contract/errors';
import type { DeadlyFault, PostFault } from '../script/faults';
import type { Course } from './request';

/** What the web server sends back: Airflow's output, or a status with a body. */
export type Sent = 'output' | { readonly status: number; readonly body: string };

/** How a POST comes to its end when its process lives on. */
export interface Plan extends Course {
  /** @throws what the adapter for the web server throws */
  readonly answer: (post: Post) => Sent;
}

/** Until all the time is over. */
const LATE = { lastsMs: Number.POSITIVE_INFINITY } as const;

const output = () => 'output' as const;

const unavailable = () => {
  throw new EnvironmentUnavailableError('no connection to the web server (ECONNREFUSED)');
};

const lost = (trouble: 'environment' | 'late') => () => {
  throw new AnswerLostError('the web server took the command, but its answer was lost', trouble);
};

const status = (code: number) => () => ({ status: code, body: '' });

/** A proxy's page that shows the request's headers. */
const page = (code: number) => (post: Post) => ({
  status: code,
  body: `<html><h1>Sign in</h1><p>Your session ${post.token} has expired</p></html>`,
});

/** Airflow may quote what it was told. */
const quote = ({ body }: Post) => ({
  status: 200,
  body: JSON.stringify({
    stdout: '',
    stderr: Buffer.from(
      `Traceback (most recent call last):\n  File "cli.py"\nOSError: cannot run ${body}\n`,
    ).toString('base64'),
  }),
});

export const USUAL_PLAN: Plan = { runs: 'in time', answer: output };

/** What an adapter reports of a command that takes longer than the runner waits. */
export const TOO_SLOW: Plan = { runs: 'later', ...LATE, answer: lost('late') };

export const PLANS: Readonly<Record<Exclude<PostFault, DeadlyFault>, Plan>> = {
  'no connection': { runs: 'never', answer: unavailable },
  'connection hangs': { runs: 'never', ...LATE, answer: unavailable },
  'token refused': { runs: 'never', answer: status(403) },
  'token refused late': { runs: 'never', ...LATE, answer: status(401) },
  'answered 429': { runs: 'never', answer: status(429) },
  'answered 503': { runs: 'never', answer: status(503) },
  'answered 502, not run': { runs: 'never', answer: status(502) },
  'answered 502, run': { runs: 'in time', answer: status(502) },
  'answered 504, run': { runs: 'in time', answer: status(504) },
  'reset, not run': { runs: 'never', answer: lost('environment') },
  'reset, run': { runs: 'in time', answer: lost('environment') },
  'no answer, not run': { runs: 'never', ...LATE, answer: lost('late') },
  'no answer, run': { runs: 'in time', ...LATE, answer: lost('late') },
  'no answer, run later': TOO_SLOW,
  'login page': { runs: 'never', answer: page(200) },
  'error page, run': { runs: 'in time', answer: page(500) },
  'half an answer, run': {
    runs: 'in time',
    answer: () => ({ status: 200, body: '{"stdout": "QWly' }),
  },
  'quotes the command': { runs: 'never', answer: quote },
  slow: { runs: 'in time', ...LATE, answer: output },
  'another client triggers the DAG in that second': USUAL_PLAN,
};
