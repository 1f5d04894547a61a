import { Duration } from 'aws-cdk-lib';
import {
  CONFIRM_SECONDS,
  DEFAULT_COMMAND_SECONDS,
  MARGIN_SECONDS,
  MAX_FUNCTION_SECONDS,
  MAX_VISIBILITY_SECONDS,
  MINT_SECONDS,
  VISIBILITY_FACTOR,
} from '../../lambda/contract/limits';
import { secondsOf } from '../checks/value-checks';

/** What a user may set; each is derived from the one before it when left out. */
export interface TimeoutProps {
  readonly commandTimeout?: Duration;
  readonly runnerTimeout?: Duration;
  readonly visibilityTimeout?: Duration;
}

/** Time-outs that fit together. */
export interface Timeouts {
  readonly command: Duration;
  readonly runner: Duration;
  readonly visibility: Duration;
}

const LEAST_COMMAND_SECONDS = 5;

/** What the runner's time holds beside two commands. */
const BESIDE_COMMANDS_SECONDS = MINT_SECONDS + CONFIRM_SECONDS + MARGIN_SECONDS;

/** Two of them fit into Lambda's longest time-out. */
const MAX_COMMAND_SECONDS = (MAX_FUNCTION_SECONDS - BESIDE_COMMANDS_SECONDS) / 2;

/**
 * Completes the time-outs and checks that each holds what happens inside it. Were the runner's too
 * short, Lambda would kill it with a command in flight; were the queue's too short, SQS would hand
 * the message to a second runner.
 *
 * @throws Error which names the time-out, the least that fits, and what it is made of
 */
export function fitTimeouts(props: TimeoutProps): Timeouts {
  const command = seconds('commandTimeout', props.commandTimeout) ?? DEFAULT_COMMAND_SECONDS;
  checkRange('commandTimeout', command, LEAST_COMMAND_SECONDS, MAX_COMMAND_SECONDS);
  const leastRunner = 2 * command + BESIDE_COMMANDS_SECONDS;
  const runner = seconds('runnerTimeout', props.runnerTimeout) ?? leastRunner;
  checkRange(
    'runnerTimeout',
    runner,
    leastRunner,
    MAX_FUNCTION_SECONDS,
    `token ${MINT_SECONDS} s + 2 × commandTimeout ${command} s + confirmation ${CONFIRM_SECONDS} s + ${MARGIN_SECONDS} s`,
  );
  const leastVisibility = VISIBILITY_FACTOR * runner;
  const visibility = seconds('visibilityTimeout', props.visibilityTimeout) ?? leastVisibility;
  checkRange(
    'visibilityTimeout',
    visibility,
    leastVisibility,
    MAX_VISIBILITY_SECONDS,
    `${VISIBILITY_FACTOR} × runnerTimeout ${runner} s`,
  );
  return {
    command: Duration.seconds(command),
    runner: Duration.seconds(runner),
    visibility: Duration.seconds(visibility),
  };
}

function seconds(name: string, duration: Duration | undefined): number | undefined {
  return duration === undefined ? undefined : secondsOf(name, duration);
}

function checkRange(name: string, value: number, least: number, most: number, why?: string): void {
  if (!Number.isInteger(value)) {
    throw new Error(`${name} is ${value} seconds: give whole seconds`);
  }
  if (value >= least && value <= most) return;
  const reason = why === undefined ? '' : ` (${why})`;
  throw new Error(`${name} is ${value} seconds: it must be ${least}${reason} to ${most} seconds`);
}
