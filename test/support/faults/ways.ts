import { describe } from 'vitest';
import { REST_FORMS } from '../../../lambda/airflow/rest/forms';
import { REST_SECONDS } from '../../../lambda/contract/limits';
import type { Answer } from '../../../local/calls';
import type { Bench } from './bench';
import { type Match, minting, page, requesting, restError } from './calls';
import { ALLOWED_COMMANDS, COMMAND_SECONDS } from './deployment';
import type { StackOptions } from './faulty-stack';
import { useBench } from './use-bench';

/** A way to Airflow, and what differs on it for whoever injects faults. */
export interface Way {
  readonly via: 'cli' | 'rest';
  /** What may be run: by REST nothing may be allowed that has no form there. */
  readonly allowedCommands: readonly string[];
  /** The operation of MWAA's API that no command gets by, and its calls. */
  readonly operation: 'CreateCliToken' | 'InvokeRestApi';
  readonly calling: Match;
  /** How long the runner waits for an answer on a bench, in milliseconds. */
  readonly timeoutMs: number;
  /** How often Airflow 2 is asked whose run it is that exists already: by REST it says so by itself. */
  readonly confirmations: number;
  /** What comes back while a proxy finds no web server of Airflow, for example with 503. */
  down(status: number): Answer;
}

/** What a busy machine may add to a time-out. */
export const SLACK_MS = 7000;

const WAYS: readonly Way[] = [
  {
    via: 'cli',
    allowedCommands: ALLOWED_COMMANDS,
    operation: 'CreateCliToken',
    calling: minting,
    timeoutMs: COMMAND_SECONDS * 1000,
    confirmations: 1,
    down: (status) => page('Bad Gateway', status),
  },
  {
    via: 'rest',
    allowedCommands: ALLOWED_COMMANDS.filter((verb) => Object.hasOwn(REST_FORMS, verb)),
    operation: 'InvokeRestApi',
    calling: requesting(),
    timeoutMs: REST_SECONDS * 1000,
    confirmations: 0,
    down: (RestApiStatusCode) => restError('RestApiServerException', { RestApiStatusCode }),
  },
];

/** Plays faults by each way to Airflow, and by it alone, on a bench each. */
export function byEachWay(options: StackOptions, play: (bench: Bench, way: Way) => void): void {
  describe.each(WAYS)('by $via', (way) => {
    const { via, allowedCommands } = way;
    const environment = { ...options.environment, via, allowedCommands };
    play(useBench({ ...options, environment }), way);
  });
}
