import { argvFor, type Command } from '../airflow/command';
import { dialectOf } from '../airflow/dialect';
import { judge, type Verdict } from '../airflow/judge';
import { hideSecrets } from '../airflow/secrets';
import type { AirflowVersion } from '../airflow/version';
import {
  AnswerLostError,
  EnvironmentUnavailableError,
  RefusedCommandError,
} from '../contract/errors';
import { CONFIRM_SECONDS } from '../contract/limits';
import type { Outcome } from './outcome';
import type { AirflowCli, CliResult } from './ports';

/** What running a command needs. */
export interface RunContext {
  readonly airflow: AirflowCli;
  readonly commandTimeoutMs: number;
}

/**
 * Runs one command and says what came of it. Throws only what nobody foresaw.
 *
 * @param until when the outcome must be known, in milliseconds since the epoch
 */
export async function runCommand(
  command: Command,
  context: RunContext,
  until: number,
): Promise<Outcome> {
  try {
    const version = await context.airflow.version();
    return await sendAndJudge(command, version, context, until);
  } catch (error) {
    return outcomeOfError(error, command);
  }
}

async function sendAndJudge(
  command: Command,
  version: AirflowVersion,
  { airflow, commandTimeoutMs: timeoutMs }: RunContext,
  until: number,
): Promise<Outcome> {
  const request = { path: dialectOf(version).cliPath, argv: argvFor(command, version) };
  const result = await airflow.run(request, { timeoutMs, until });
  const verdict = judge(command, result.answer);
  if (verdict.kind === 'not-understood') airflow.forgetVersion();
  const mustAsk = verdict.kind === 'run-exists' || verdict.kind === 'unconfirmed';
  if (mustAsk && (await isOurRun(command, verdict.reason, version, airflow, until))) {
    return { outcome: 'succeeded', ...result };
  }
  return outcomeOf(verdict, command, result);
}

function outcomeOf(verdict: Verdict, command: Command, result: CliResult): Outcome {
  switch (verdict.kind) {
    case 'succeeded':
      return { outcome: 'succeeded', ...result };
    case 'run-exists':
      if (command.trigger?.logicalDate === undefined) {
        // Airflow 2 takes two triggers of one DAG in the same second for one: a later second will do.
        const reason = `another run of the DAG has the same date (${verdict.reason})`;
        return { outcome: 'held', reason, trouble: 'same-second', mayHaveRun: false };
      }
      return {
        outcome: 'failed',
        reason: `another run of the DAG has this logical date (${verdict.reason}); choose another one`,
        failure: 'run-exists',
        ...result,
      };
    case 'unknown-dag':
    case 'not-understood':
      return { outcome: 'failed', reason: verdict.reason, failure: verdict.kind, ...result };
    case 'failed':
    case 'unconfirmed':
      return { outcome: 'failed', reason: verdict.reason, failure: 'other', ...result };
  }
}

/** "Already exists" names the run that was asked for, not the one that is there: so ask for ours. */
async function isOurRun(
  { trigger }: Command,
  reason: string,
  version: AirflowVersion,
  airflow: AirflowCli,
  until: number,
): Promise<boolean> {
  if (trigger === undefined) return false;
  const { cliPath: path, confirmation } = dialectOf(version);
  if (confirmation.by === 'wording') return confirmation.proves(reason);
  const argv = confirmation.question(trigger.dagId, trigger.runId);
  const time = { timeoutMs: CONFIRM_SECONDS * 1000, until };
  const { answer } = await airflow.run({ path, argv }, time).catch(rethrowAsLost);
  return confirmation.proves(answer, trigger.runId);
}

/** A question that cannot be asked says nothing of the trigger, which may have run. */
function rethrowAsLost(error: unknown): never {
  if (error instanceof RefusedCommandError) {
    throw new AnswerLostError(error.message, 'senseless', { cause: error });
  }
  if (error instanceof EnvironmentUnavailableError) {
    throw new AnswerLostError(error.message, 'environment', { cause: error });
  }
  throw error;
}

function outcomeOfError(error: unknown, command: Command): Outcome {
  const hide = (text: string) => hideSecrets(text, command.secrets);
  if (error instanceof RefusedCommandError) {
    return { outcome: 'refused', reason: hide(error.message) };
  }
  if (error instanceof EnvironmentUnavailableError) {
    const reason = hide(error.message);
    return { outcome: 'held', reason, trouble: 'environment', mayHaveRun: false };
  }
  if (error instanceof AnswerLostError) {
    const reason = `${hide(error.message)}${command.slow ? `; "${command.verb}" usually runs longer than the web server waits` : ''}`;
    if (command.repeatable) {
      return { outcome: 'held', reason, trouble: error.trouble, mayHaveRun: true };
    }
    return {
      outcome: 'unknown',
      reason: `${reason}. It is not run again by itself: see in Airflow whether it ran`,
    };
  }
  throw error;
}
