import type { Logger } from '@aws-lambda-powertools/logger';
import type { Outcome } from './outcome';
import type { Delivery } from './ports';

/** Longest part of an output that is logged: CloudWatch charges by the byte. */
const MAX_LOGGED_CHARACTERS = 2048;

/** Logs one outcome, on one line. Arguments are left out: they may hold secrets. */
export function reportTo(logger: Logger) {
  return (delivery: Delivery, id: string, outcome: Outcome): void => {
    const level = outcome.outcome === 'succeeded' ? 'info' : 'warn';
    logger[level](`command ${outcome.outcome}`, {
      commandId: id,
      outcome: outcome.outcome,
      ...('reason' in outcome ? { reason: outcome.reason } : {}),
      ...('command' in outcome ? aboutCommand(outcome) : {}),
      attempt: delivery.receiveCount,
      waitingMs: Math.max(0, delivery.firstReceivedAt - delivery.sentAt),
      ...('durations' in outcome ? outcome.durations : {}),
    });
  };
}

function aboutCommand(outcome: Extract<Outcome, { command: unknown }>) {
  const { verb, trigger, secretOutput } = outcome.command;
  return {
    verb,
    ...(trigger === undefined ? {} : { dagId: trigger.dagId, runId: trigger.runId }),
    ...('answer' in outcome && !secretOutput
      ? { stdout: shorten(outcome.answer.stdout), stderr: shorten(outcome.answer.stderr) }
      : {}),
  };
}

function shorten(text: string): string {
  if (text.length <= MAX_LOGGED_CHARACTERS) return text;
  return `${text.slice(0, MAX_LOGGED_CHARACTERS)}… (${text.length} characters in all)`;
}
