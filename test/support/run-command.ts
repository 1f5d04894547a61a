import type { CommandMessage, TriggerRequest } from '../../lambda/contract/message';
import type { Outcome } from '../../lambda/runner/outcome';
import { runCommand } from '../../lambda/runner/run-command';
import { type FakeAirflow, fakeAirflow, type Reply } from './fake-airflow';

const ALLOWED = ['dags trigger', 'dags pause', 'tasks clear', 'variables set', 'version'];

export const trigger = (fields: Partial<TriggerRequest> = {}): CommandMessage => ({
  request: { form: 'trigger', trigger: { dagId: 'load', runId: 'r1', ...fields } },
});

export const argv = (...args: string[]): CommandMessage => ({
  request: { form: 'argv', argv: args },
});

/** Runs one message's command on a fake Airflow. */
export function run(message: CommandMessage, airflow: FakeAirflow): Promise<Outcome> {
  const context = { airflow, allowedCommands: ALLOWED, commandTimeoutMs: 65_000 };
  return runCommand(message, 'message-1', context);
}

export function runOn(message: CommandMessage, ...replies: Reply[]): Promise<Outcome> {
  return run(message, fakeAirflow(replies));
}
