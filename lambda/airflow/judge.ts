import { type CliAnswer, lastException, lastJsonList, usageError } from './answer';
import type { Command } from './command';
import type { Trigger } from './dialect';

/** What an answer says of its command. */
export type Verdict =
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'failed'; readonly reason: string }
  /** Airflow spoke of an existing run; whether it is ours must be asked. */
  | { readonly kind: 'run-exists'; readonly reason: string }
  /** A usage error: the command may be right for another version than the one believed. */
  | { readonly kind: 'not-understood'; readonly reason: string };

/**
 * Judges by what Airflow printed: HTTP 200 is no success, and noise on stderr no failure.
 * A trigger has succeeded only when the output names its DAG and its run id.
 */
export function judge(command: Command, answer: CliAnswer): Verdict {
  if (command.trigger !== undefined && namesRun(answer, command.trigger)) {
    return { kind: 'succeeded' };
  }
  const usage = usageError(answer);
  if (usage !== undefined) {
    return {
      kind: 'not-understood',
      reason: `Airflow did not understand the command: ${shorten(usage)}`,
    };
  }
  const exception = lastException(answer);
  if (exception !== undefined) return judgeException(command, exception);
  if (command.trigger !== undefined) {
    return {
      kind: 'failed',
      reason: `Airflow did not confirm run ${command.trigger.runId}; it said: ${shorten(saidLast(answer))}`,
    };
  }
  return judgePlainText(answer);
}

function judgeException(command: Command, exception: string): Verdict {
  const runExists =
    command.trigger !== undefined &&
    (/DagRunAlreadyExists|MultipleResultsFound/.test(exception) ||
      /IntegrityError.*(dag_run|unique)/i.test(exception));
  if (runExists) return { kind: 'run-exists', reason: shorten(exception) };
  return { kind: 'failed', reason: `${shorten(exception)}${remedyFor(exception)}` };
}

/** What to do about the exceptions that people meet most. */
function remedyFor(exception: string): string {
  if (/DagNotFound|not found in DagModel|Could not find dag/i.test(exception)) {
    return '. Check the DAG id, and that the DAG file is in the environment and was parsed; then send the command again';
  }
  if (exception.includes('ParamValidationError')) {
    return ". The conf does not fit the DAG's params: mend it and send the command again";
  }
  return '';
}

/** Airflow ends some commands with a plain sentence instead of a traceback. */
const PLAIN_REFUSALS =
  /^(?:(?:Variable|Dag|DAG|Connection|Role)\b.*(?:does not exist|not found)|.*\bNo such (?:file|command)\b).*$/m;

function judgePlainText(answer: CliAnswer): Verdict {
  const refusal = PLAIN_REFUSALS.exec(answer.stderr)?.[0];
  return refusal === undefined
    ? { kind: 'succeeded' }
    : { kind: 'failed', reason: shorten(refusal) };
}

function namesRun(answer: CliAnswer, trigger: Trigger): boolean {
  const first = lastJsonList(answer.stdout)?.[0];
  if (isRow(first)) return first.dag_id === trigger.dagId && runIdOf(first) === trigger.runId;
  const created = `Created <DagRun ${trigger.dagId} @ `;
  const line = answer.stdout.split('\n').find((l) => l.includes(created));
  return line?.includes(`: ${trigger.runId},`) ?? false;
}

function runIdOf(row: Readonly<Record<string, unknown>>): unknown {
  return row.dag_run_id ?? row.run_id;
}

function isRow(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function saidLast(answer: CliAnswer): string {
  const lines = `${answer.stdout}\n${answer.stderr}`.split('\n').filter((l) => l.trim() !== '');
  return lines.at(-1) ?? 'nothing';
}

const MAX_REASON_LENGTH = 500;

function shorten(text: string): string {
  return text.length <= MAX_REASON_LENGTH ? text : `${text.slice(0, MAX_REASON_LENGTH)}…`;
}
