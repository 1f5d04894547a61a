import { type Command, resolveCommand } from '../airflow/command';
import { dialectOf } from '../airflow/dialect';
import { judge, type Verdict } from '../airflow/judge';
import type { CommandRules } from '../airflow/policy';
import { hideSecrets } from '../airflow/secrets';
import type { AirflowVersion } from '../airflow/version';
import {
  AnswerLostError,
  EnvironmentUnavailableError,
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
  const mustAsk = verdict.kind === 'run-exists' || verdict.kind === 'unconfirmed';
  if (mustAsk && (await isOurRun(command, verdict.reason, version, airflow))) {
    return { outcome: 'succeeded', command, ...result };
  }
  return outcomeOf(verdict, command, result);
}

function outcomeOf(verdict: Verdict, command: Command, result: CliResult): Outcome {
  switch (verdict.kind) {
    case 'succeeded':
      return { outcome: 'succeeded', command, ...result };
    case 'run-exists':
      if (command.trigger?.logicalDate === undefined) {
        // Airflow 2 takes two triggers of one DAG in the same second for one: a later second will do.
        const reason = `another run of the DAG has the same date (${verdict.reason}); the trigger is tried again`;
        return { outcome: 'held', reason, command, trouble: 'environment', mayHaveRun: false };
      }
      return {
        outcome: 'failed',
        reason: `another run of the DAG has this logical date (${verdict.reason}); choose another one`,
        unknownDag: false,
        command,
        ...result,
      };
    default: {
      const unknownDag = verdict.kind === 'unknown-dag';
      return { outcome: 'failed', reason: verdict.reason, unknownDag, command, ...result };
    }
  }
}

/** "Already exists" names the run that was asked for, not the one that is there: so ask for ours. */
async function isOurRun(
  { trigger }: Command,
  reason: string,
  version: AirflowVersion,
  airflow: AirflowCli,
): Promise<boolean> {
  if (trigger === undefined) return false;
  const { cliPath: path, confirmation } = dialectOf(version);
  if (confirmation.by === 'wording') return confirmation.proves(reason);
  const argv = confirmation.question(trigger.dagId, trigger.runId);
  const deadline = Date.now() + CONFIRM_SECONDS * 1000;
  const { answer } = await airflow.run({ path, argv }, deadline).catch(rethrowAsLost);
  return confirmation.proves(answer, trigger.runId);
}

/** A question that cannot be asked says nothing of the trigger, which may have run. */
function rethrowAsLost(error: unknown): never {
  if (error instanceof RefusedCommandError) {
    throw new AnswerLostError(error.message, 'answer', { cause: error });
  }
  if (error instanceof EnvironmentUnavailableError) {
    throw new AnswerLostError(error.message, 'environment', { cause: error });
  }
  throw error;
}

function outcomeOfError(error: unknown, command: Command | undefined): Outcome {
  const hide = (text: string) => hideSecrets(text, command?.secrets ?? []);
  if (error instanceof RefusedCommandError) {
    return { outcome: 'refused', reason: hide(error.message), command };
  }
  if (error instanceof EnvironmentUnavailableError) {
    const reason = hide(error.message);
    return { outcome: 'held', reason, command, trouble: 'environment', mayHaveRun: false };
  }
  if (error instanceof AnswerLostError && command !== undefined) {
    const reason = `${hide(error.message)}${command.slow ? `; "${command.verb}" usually runs longer than the web server waits` : ''}`;
    if (command.repeatable) {
      return { outcome: 'held', reason, command, trouble: error.trouble, mayHaveRun: true };
    }
    return {
      outcome: 'unknown',
      command,
      reason: `${reason}. It is not run again by itself: see in Airflow whether it ran`,
    };
  }
  throw error;
}
