import type { Command } from '../command';
import { failed, type Verdict } from '../judge';
import type { RestAnswer, RestReply } from './exchange';

/**
 * What Airflow says of a request that it refuses: in 2.x `title` and `detail`, in 3.x `detail` alone, which is a
 * text, a list of what does not fit, or an object about the database.
 *
 * @returns nothing for what is not of Airflow's form, such as a page of a proxy
 */
export function wordsOf({ body }: RestAnswer): string | undefined {
  const { detail, title } = Object(body) as Readonly<Record<string, unknown>>;
  if (typeof detail === 'string') return detail;
  if (Array.isArray(detail)) return detail.map(describeFault).join('; ');
  const { reason, orig_error } = Object(detail) as Readonly<Record<string, unknown>>;
  if (typeof reason === 'string') return `${reason}: ${orig_error}`;
  return typeof title === 'string' ? title : undefined;
}

/** Where and what, without the value. */
function describeFault(fault: unknown): string {
  const { loc, msg } = Object(fault) as Readonly<Record<string, unknown>>;
  return `${Array.isArray(loc) ? loc.join('.') : 'body'}: ${msg}`;
}

/**
 * The end of a command that Airflow refused.
 *
 * @param verdictOf reads Airflow's words
 */
export function refused(
  answer: RestAnswer,
  command: Command,
  verdictOf: (words: string) => Verdict = failed,
): RestReply {
  const words = showableWords(answer, command);
  return reply(words, verdictOf(firstLine(words)));
}

/** A reason is one line; below it Airflow repeats the rule and the value. */
export function firstLine(words: string): string {
  return words.split('\n', 1).join();
}

/** The end of a command by words where the CLI has its own. */
export function reply(words: string, verdict = failed(words)): RestReply {
  return { verdict, answer: { stdout: '', stderr: `${words}\n` } };
}

/** Airflow may quote what it was sent, in Python's spelling, which nobody could find a secret in. */
function showableWords(answer: RestAnswer, { verb, secrets }: Command): string {
  const status = `Airflow answered HTTP ${answer.status}`;
  if (secrets.length > 0) {
    return `${status} to "${verb}"; its words are not shown, since they may quote the value`;
  }
  return wordsOf(answer) ?? status;
}
