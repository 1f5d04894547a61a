import { type Command, type CommandRules, resolveCommand } from '../airflow/command';
import { dialectOf } from '../airflow/dialect';
import { judge, type Verdict } from '../airflow/judge';
import type { AirflowVersion } from '../airflow/version';
import {
  AnswerLostError,
  EnvironmentUnavailableError,
  InvalidMessageError,
  RefusedCommandError,
} from '../contract/errors';
import { CONFIRM_SECONDS } from '../contract/limits';
import type { CommandMessage } from '../contract/message';
import type { Outcome } from './outcome';
import type { AirflowCli, CliResult } from './ports';

/** What running a command needs. */
export interface RunContext {
  readonly airflow: AirflowCli;
  readonly allowedCommands: CommandRules['allowedCommands'];
  readonly commandTimeoutMs: number;
}

/** Runs one message's command and says what came of it. Throws only what nobody foresaw. */
export async function runCommand(
  message: CommandMessage,
  id: string,
  context: RunContext,
): Promise<Outcome> {
  let command: Command | undefined;
  try {
    const version = await context.airflow.version();
    command = resolveCommand(message, id, { version, allowedCommands: context.allowedCommands });
    return await sendAndJudge(command, version, context);
  } catch (error) {
    return outcomeOfError(error, command);
  }
}

async function sendAndJudge(
  command: Command,
  version: AirflowVersion,
  context: RunContext,
): Promise<Outcome> {
  const { airflow, commandTimeoutMs } = context;
  const path = dialectOf(version).cliPath;
  const result = await airflow.run({ path, argv: command.argv }, Date.now() + commandTimeoutMs);
  const verdict = judge(command, result.answer);
  if (verdict.kind === 'not-understood') airflow.forgetVersion();
  if (verdict.kind === 'run-exists' && (await isOurRun(command, version, airflow))) {
    return { outcome: 'succeeded', command, ...result };
  }
  return outcomeOf(verdict, command, result);
}

function outcomeOf(verdict: Verdict, command: Command, result: CliResult): Outcome {
  if (verdict.kind === 'succeeded') return { outcome: 'succeeded', command, ...result };
  if (verdict.kind !== 'run-exists') {
    return { outcome: 'failed', reason: verdict.reason, command, ...result };
  }
  // Airflow 2 takes two triggers of one DAG in the same second for one: the next second will do.
  return {
    outcome: 'held',
    reason: `another run of this DAG holds the same date (${verdict.reason}); the trigger is tried again`,
  };
}

/** "Already exists" names the run that was asked for, not the one that is there: so ask for ours. */
async function isOurRun(
  { trigger }: Command,
  version: AirflowVersion,
  airflow: AirflowCli,
): Promise<boolean> {
  if (trigger === undefined) return false;
  const { cliPath: path, confirmRun, provesRun } = dialectOf(version);
  const argv = confirmRun(trigger.dagId, trigger.runId);
  const { answer } = await airflow.run({ path, argv }, Date.now() + CONFIRM_SECONDS * 1000);
  return provesRun(answer, trigger.runId);
}

function outcomeOfError(error: unknown, command: Command | undefined): Outcome {
  if (error instanceof RefusedCommandError || error instanceof InvalidMessageError) {
    return { outcome: 'refused', reason: error.message };
  }
  if (error instanceof EnvironmentUnavailableError) {
    return { outcome: 'held', reason: error.message };
  }
  if (error instanceof AnswerLostError && command !== undefined) {
    if (command.repeatable) return { outcome: 'held', reason: error.message };
    const reason = `${error.message}. It is not run again by itself: see in Airflow whether it ran`;
    return { outcome: 'unknown', command, reason };
  }
  throw error;
}
