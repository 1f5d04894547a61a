/** What the web server answered to one command. It passes on no exit code. */
export interface CliAnswer {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * The JSON list at the end of the output, after whatever Airflow logged before it.
 *
 * @returns nothing when the output ends otherwise
 */
export function lastJsonList(stdout: string): readonly unknown[] | undefined {
  const text = stdout.trimEnd();
  if (!text.endsWith(']')) return undefined;
  // A log line may begin with "[" too, so each line that does is tried, the first that parses wins.
  for (const { index } of text.matchAll(/^[ \t]*\[/gm)) {
    const list = tryParse(text.slice(index));
    if (Array.isArray(list)) return list;
  }
  return undefined;
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not this line: the caller tries the next
  }
}

/** The last line of the last Python traceback, for example `airflow.exceptions.DagNotFound: …`. */
export function lastException(answer: CliAnswer): string | undefined {
  for (const text of [answer.stderr, answer.stdout]) {
    const start = text.lastIndexOf('Traceback (most recent call last)');
    if (start === -1) continue;
    const line = text
      .slice(start)
      .split('\n')
      .find((l, i) => i > 0 && /^[A-Za-z_][\w.]*(: |$)/.test(l));
    return line?.trim() ?? 'an exception without a message';
  }
  return undefined;
}

/** What Airflow's argument parser complained of, for example `argument GROUP_OR_COMMAND: invalid choice: …`. */
export function usageError(answer: CliAnswer): string | undefined {
  return /^\S*airflow[^\n:]* error: (.+)$/m.exec(`${answer.stderr}\n${answer.stdout}`)?.[1];
}
