import { readCommand } from '../../lambda/airflow/command';
import type { CommandMessage, TriggerRequest } from '../../lambda/contract/message';
import type { Via } from '../../lambda/contract/via';
import type { Outcome } from '../../lambda/runner/outcome';
import { runCommand } from '../../lambda/runner/run/run-command';
import { type FakeAirflow, type FakeRest, fakeAirflow, fakeRest, type Reply } from './fake-airflow';

/** When the outcome of the tests' commands must be known. */
export const UNTIL = Date.parse('2126-03-01T10:00:00Z');

export const trigger = (fields: Partial<TriggerRequest> = {}): CommandMessage => ({
  request: { form: 'trigger', trigger: { dagId: 'load', runId: 'r1', ...fields } },
});

export const argv = (...args: string[]): CommandMessage => ({
  request: { form: 'argv', argv: args },
});

/** Runs one message's command on a fake Airflow. */
export function run(message: CommandMessage, airflow: FakeAirflow): Promise<Outcome> {
  return runVia('cli', message, { airflow });
}

interface Fakes {
  readonly airflow?: FakeAirflow;
  readonly rest?: FakeRest;
}

/** The same by another way. Without an Airflow of its own, its command line is to run nothing. */
export function runVia(
  via: Via,
  message: CommandMessage,
  { airflow = fakeAirflow([]), rest = fakeRest() }: Fakes,
): Promise<Outcome> {
  const command = readCommand(message, 'message-1');
  return runCommand(command, { airflow, rest, via, commandTimeoutMs: 65_000 }, UNTIL);
}

export function runOn(message: CommandMessage, ...replies: Reply[]): Promise<Outcome> {
  return run(message, fakeAirflow(replies));
}
