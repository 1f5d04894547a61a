import type { Logger } from '@aws-lambda-powertools/logger';
import { hideSecrets } from '../airflow/secrets';
import type { Outcome } from './outcome';
import type { Delivery } from './ports';

/** Longest part of an output that is logged: CloudWatch charges by the byte. */
const MAX_LOGGED_CHARACTERS = 2048;

/** Logs one outcome, on one line, without the command's secrets. */
export function reportTo(logger: Logger) {
  return (delivery: Delivery, id: string, outcome: Outcome): void => {
    const level = outcome.outcome === 'succeeded' ? 'info' : 'warn';
    logger[level](`command ${outcome.outcome}`, {
      commandId: id,
      outcome: outcome.outcome,
      ...('reason' in outcome ? { reason: outcome.reason } : {}),
      ...aboutCommand(outcome),
      attempt: delivery.receiveCount,
      waitingMs: Math.max(0, delivery.firstReceivedAt - delivery.sentAt),
      ...('durations' in outcome ? outcome.durations : {}),
    });
  };
}

function aboutCommand(outcome: Outcome) {
  if (outcome.command === undefined) return {};
  const { verb, shown, trigger, secrets, secretOutput } = outcome.command;
  const show = (output: string) => shorten(hideSecrets(output, secrets));
  return {
    verb,
    command: shorten(shown),
    ...(trigger === undefined ? {} : { dagId: trigger.dagId, runId: trigger.runId }),
    ...('answer' in outcome && !secretOutput
      ? { stdout: show(outcome.answer.stdout), stderr: show(outcome.answer.stderr) }
      : {}),
  };
}

function shorten(text: string): string {
  if (text.length <= MAX_LOGGED_CHARACTERS) return text;
  return `${text.slice(0, MAX_LOGGED_CHARACTERS)}… (${text.length} characters in all)`;
}
