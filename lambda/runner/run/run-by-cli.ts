import type { Command } from '../../airflow/command';
import { dialectOf } from '../../airflow/dialect';
import { judge, type Verdict } from '../../airflow/judge';
import type { CliRequest } from '../../airflow/way';
import type { AirflowVersion } from '../../contract/airflow-version';
import { AnswerLostError } from '../../contract/errors';
import { CONFIRM_SECONDS } from '../../contract/limits';
import type { Said } from '../outcome';
import type { AirflowCli, TimeBudget } from '../ports';
import { asLost } from './as-lost';

/** What running by the command line needs. */
export interface CliContext {
  readonly airflow: AirflowCli;
  readonly commandTimeoutMs: number;
}

/**
 * Runs a command by Airflow's command line.
 *
 * @param until when the outcome must be known, in milliseconds since the epoch
 * @throws as `AirflowCli.run` does
 */
export async function runByCli(
  command: Command,
  request: CliRequest,
  version: AirflowVersion,
  { airflow, commandTimeoutMs: timeoutMs }: CliContext,
  until: number,
): Promise<Said> {
  const result = await airflow.run(request, { timeoutMs, until });
  const verdict = judge(command, result.answer);
  const time = { timeoutMs: CONFIRM_SECONDS * 1000, until };
  const isOurs =
    mustAsk(verdict) && (await isOurRun(command, verdict.reason, version, airflow, time));
  return { ...result, verdict: isOurs ? { kind: 'succeeded' } : verdict };
}

function mustAsk(verdict: Verdict) {
  return verdict.kind === 'run-exists' || verdict.kind === 'unconfirmed';
}

/** "Already exists" names the run that was asked for, not the one that is there: so ask for ours. */
async function isOurRun(
  { trigger }: Command,
  reason: string,
  version: AirflowVersion,
  airflow: AirflowCli,
  time: TimeBudget,
): Promise<boolean> {
  if (trigger === undefined) return false;
  const { cliPath: path, confirmation } = dialectOf(version);
  if (confirmation.by === 'wording') {
    return confirmation.tells(reason) ?? leaveOpen(trigger.runId, reason, airflow);
  }
  const argv = confirmation.question(trigger.dagId, trigger.runId);
  const { answer } = await airflow.run({ path, argv }, time).catch(asLost);
  return confirmation.tells(answer, trigger.runId) ?? leaveOpen(trigger.runId, undefined, airflow);
}

/**
 * As little as an answer that is lost: the run may be ours. Another version than the one believed may say more.
 *
 * @param said what was said of it. @default - the answer to a question, which was about something else
 */
function leaveOpen(runId: string, said: string | undefined, airflow: AirflowCli): never {
  airflow.forgetVersion();
  throw new AnswerLostError(
    said === undefined
      ? `Airflow does not tell whether run ${runId} is there`
      : `Airflow does not tell whether run ${runId} is there (${said})`,
    'senseless',
  );
}
