import { tryParseJson } from '../contract/json';

/** What the web server answered to one command. It passes on no exit code. */
export interface CliAnswer {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * The last JSON list in the output, among whatever Airflow logged around it.
 *
 * @returns nothing when there is none
 */
export function lastJsonList(stdout: string): readonly unknown[] | undefined {
  const end = stdout.lastIndexOf(']') + 1;
  // A log line may begin with "[" too, so each line that does is tried, the last that parses wins.
  for (const { index } of [...stdout.matchAll(/^[ \t]*\[/gm)].reverse()) {
    const lineEnd = stdout.indexOf('\n', index);
    const list =
      tryParseJson(stdout.slice(index, lineEnd === -1 ? undefined : lineEnd)) ??
      tryParseJson(stdout.slice(index, end));
    if (Array.isArray(list)) return list;
  }
  return undefined;
}

const TRACEBACK = 'Traceback (most recent call last)';

/** The last line of the last Python traceback, for example `airflow.exceptions.DagNotFound: …`. */
export function lastException(answer: CliAnswer): string | undefined {
  const text = [answer.stderr, answer.stdout].find((output) => output.includes(TRACEBACK));
  if (text === undefined) return undefined;
  const lines = text.slice(text.lastIndexOf(TRACEBACK)).split('\n').slice(1);
  // The frames are indented; what comes first without indentation is the exception.
  return lines.find((line) => /^[A-Za-z_][\w.]*(:|$)/.test(line))?.trim() ?? 'an exception';
}

/** What Airflow's argument parser complained of, for example `argument DAG_ID: invalid choice: …`. */
export function usageError({ stderr }: CliAnswer): string | undefined {
  return /^airflow\b[^\n:]* error: (.+)$/m.exec(stderr)?.[1];
}
