import type { Logger } from '@aws-lambda-powertools/logger';
import type { Command } from '../airflow/command';
import { hideSecrets } from '../airflow/secrets';
import type { CommandRecord } from '../contract/record';
import type { Outcome } from './outcome';
import type { Delivery } from './ports';
import { showOutput } from './recorded-output';

/** Logs one outcome, on one line, without the command's secrets. */
export function reportTo(logger: Logger) {
  return (record: CommandRecord, outcome: Outcome, command: Command | undefined): void => {
    const level = outcome.outcome === 'succeeded' ? 'info' : 'warn';
    logger[level](`command ${outcome.outcome}`, {
      commandId: record.id,
      outcome: outcome.outcome,
      ...('reason' in outcome ? { reason: outcome.reason } : {}),
      ...('trouble' in outcome ? { trouble: outcome.trouble } : {}),
      verb: record.verb,
      command: record.command,
      dagId: record.dagId,
      runId: record.runId,
      ...aboutOutput(outcome, command),
      attempt: record.attempts,
      ...('waitingMs' in record ? { waitingMs: record.waitingMs } : {}),
      ...('durations' in outcome ? outcome.durations : {}),
    });
  };
}

/** Logs a delivery that was not run, which is no outcome. */
export function reportSkipTo(logger: Logger) {
  return (delivery: Delivery, id: string, why: string): void =>
    logger.info(`message not run: ${why}`, { commandId: id, messageId: delivery.messageId });
}

function aboutOutput(outcome: Outcome, command: Command | undefined) {
  if (command === undefined || command.secretOutput || !('answer' in outcome)) return {};
  if (outcome.answer === undefined) return {};
  const show = (output: string) => showOutput(hideSecrets(output, command.secrets));
  return { stdout: show(outcome.answer.stdout), stderr: show(outcome.answer.stderr) };
}
