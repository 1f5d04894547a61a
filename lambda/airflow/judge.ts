import { type CliAnswer, lastException, lastJsonList, usageError } from './answer';
import type { Command } from './command';
import type { Trigger } from './dialects/types';
import { hideSecrets } from './secrets';

/** What an answer says of its command. */
export type Verdict =
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'failed'; readonly reason: string }
  /** Airflow knows no such DAG, or not yet: a new DAG file takes a while to be parsed. */
  | { readonly kind: 'unknown-dag'; readonly reason: string }
  /** Airflow spoke of an existing run; whether it is ours must be asked. */
  | { readonly kind: 'run-exists'; readonly reason: string }
  /** The trigger's output proves nothing either way; whether our run exists must be asked. */
  | { readonly kind: 'unconfirmed'; readonly reason: string }
  /** A usage error: the command may be right for another version than the one believed. */
  | { readonly kind: 'not-understood'; readonly reason: string };

/**
 * Judges by what Airflow printed: HTTP 200 is no success, and noise on stderr no failure.
 * A trigger has succeeded only when the output names its DAG and its run id. No reason holds a
 * secret of the command.
 */
export function judge(command: Command, answer: CliAnswer): Verdict {
  return judgeOutput(command, {
    stdout: hideSecrets(answer.stdout, command.secrets),
    stderr: hideSecrets(answer.stderr, command.secrets),
  });
}

function judgeOutput(command: Command, answer: CliAnswer): Verdict {
  const { trigger } = command;
  if (trigger !== undefined && namesRun(answer, trigger)) return { kind: 'succeeded' };
  const usage = usageError(answer);
  if (usage !== undefined) return notUnderstood(usage);
  const exception = lastException(answer);
  if (exception !== undefined) return judgeException(exception, trigger !== undefined);
  if (trigger !== undefined) {
    const reason = `Airflow did not confirm run ${trigger.runId}; it said: ${shorten(lastWords(answer))}`;
    return { kind: 'unconfirmed', reason };
  }
  return judgePlainText(answer);
}

/** What to do about the exceptions that people meet most, the first that fits. */
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [
    /ParamValidationError|Invalid input for param/,
    "mend the conf so that it fits the DAG's params",
  ],
  [/has import errors/, "mend the DAG's file: the Airflow UI shows its import error"],
  [/run_id provided|run ID '.*' is invalid|is reserved for/i, 'choose another run id'],
  [/JSONDecodeError/, 'send conf as a JSON object'],
  [/DagRunNotFound|Error parsing the supplied execution_date/, 'check the run id and the DAG id'],
  [/EOFError/, 'add --yes: the command asks, and nobody is there to answer'],
  [/Argument list too long/, 'put large data into S3 and pass its location'],
];

function judgeException(exception: string, isTrigger: boolean): Verdict {
  if (isTrigger && isRunClash(exception)) {
    return { kind: 'run-exists', reason: shorten(exception) };
  }
  if (/DagNotFound|Dag id \S+ not found|Could not find dag|could not be found/i.test(exception)) {
    return unknownDag(exception);
  }
  return failed(exception);
}

/** @param words Airflow's own */
export function unknownDag(words: string): Verdict {
  const reason = `${shorten(words)}. Check the DAG id, and that its file is in the environment and was parsed`;
  return { kind: 'unknown-dag', reason };
}

/** @param words Airflow's own */
export function notUnderstood(words: string): Verdict {
  const reason = `Airflow did not understand the command: ${shorten(words)}`;
  return { kind: 'not-understood', reason };
}

/** @param words Airflow's own */
export function failed(words: string): Verdict {
  const remedy = REMEDIES.find(([pattern]) => pattern.test(words))?.[1];
  const reason = shorten(words);
  return { kind: 'failed', reason: remedy === undefined ? reason : `${reason}. To do: ${remedy}` };
}

function isRunClash(exception: string): boolean {
  return (
    /DagRunAlreadyExists|MultipleResultsFound/.test(exception) ||
    /IntegrityError.*(dag_run|unique)/i.test(exception)
  );
}

/** Airflow ends some commands with a plain sentence instead of a traceback. */
const PLAIN_REFUSAL =
  /^(?:Variable|Dag|DAG|Connection|Role|Provider|Task)\b.*\b(?:does not exist|not found)\b.*$|^No such .*$/m;

function judgePlainText({ stderr }: CliAnswer): Verdict {
  const [refusal] = PLAIN_REFUSAL.exec(stderr) ?? [];
  return refusal === undefined
    ? { kind: 'succeeded' }
    : { kind: 'failed', reason: shorten(refusal) };
}

/** By JSON (2.6 and later), or by the sentence that came before it. */
function namesRun({ stdout }: CliAnswer, { dagId, runId }: Trigger): boolean {
  const first = lastJsonList(stdout)?.[0];
  if (isRow(first)) return first.dag_id === dagId && (first.dag_run_id ?? first.run_id) === runId;
  return stdout
    .split('\n')
    .some((l) => l.includes(`Created <DagRun ${dagId} @ `) && l.includes(`: ${runId},`));
}

function isRow(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function lastWords({ stdout, stderr }: CliAnswer): string {
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
  return lines.at(-1) ?? 'nothing';
}

/** Of a line of Airflow's; a reason says more than that. */
const MAX_QUOTED_LENGTH = 500;

export function shorten(text: string): string {
  return text.length <= MAX_QUOTED_LENGTH ? text : `${text.slice(0, MAX_QUOTED_LENGTH)}…`;
}
