import type { Logger } from '@aws-lambda-powertools/logger';
import type { Command } from '../../airflow/command';
import { hideSecrets } from '../../airflow/secrets';
import type { CommandRecord } from '../../contract/record';
import type { Disposal } from '../batch';
import type { Outcome } from '../outcome';
import type { Delivery } from '../ports';
import { showOutput } from '../record/recorded-output';
import { embedMetrics } from './embedded-metrics';
import { COLD_START, measureOutcome, measureSkip } from './metrics';

/** As much of a logger as is needed for an outcome. */
export type Lines = Pick<Logger, 'info' | 'warn'>;

/** Logs one outcome with its metrics, on one line, without the command's secrets. */
export function reportTo(logger: Lines) {
  return (record: CommandRecord, outcome: Outcome, command: Command | undefined): void => {
    const level = outcome.outcome === 'succeeded' ? 'info' : 'warn';
    logger[level](`command ${outcome.outcome}`, {
      commandId: record.id,
      outcome: outcome.outcome,
      ...('reason' in outcome ? { reason: outcome.reason } : {}),
      ...('failure' in outcome ? { failure: outcome.failure } : {}),
      ...('trouble' in outcome ? { trouble: outcome.trouble } : {}),
      via: outcome.via,
      verb: record.verb,
      command: record.command,
      dagId: record.dagId,
      runId: record.runId,
      ...aboutOutput(outcome, command),
      attempt: record.attempts,
      ...('waitingMs' in record ? { waitingMs: record.waitingMs } : {}),
      ...('durations' in outcome ? outcome.durations : {}),
      ...embedMetrics(record.environment, measureOutcome(outcome, record), Date.now()),
    });
  };
}

/** Logs a delivery that was not run, which is no outcome. */
export function reportSkipTo(logger: Lines, environmentName: string) {
  return (delivery: Delivery, id: string, why: string, disposal: Disposal): void =>
    logger.info(`message not run: ${why}`, {
      commandId: id,
      messageId: delivery.messageId,
      ...embedMetrics(environmentName, measureSkip(disposal), Date.now()),
    });
}

/** Logs that a process has begun to work: before anything that may end it. */
export function reportColdStart(logger: Lines, environmentName: string): void {
  logger.info('cold start', embedMetrics(environmentName, COLD_START, Date.now()));
}

function aboutOutput(outcome: Outcome, command: Command | undefined) {
  if (command === undefined || command.secretOutput || !('answer' in outcome)) return {};
  const show = (output: string) => showOutput(hideSecrets(output, command.secrets));
  return { stdout: show(outcome.answer.stdout), stderr: show(outcome.answer.stderr) };
}
