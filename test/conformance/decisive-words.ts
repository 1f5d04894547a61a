import type { CliOutput } from '../../local/mwaa/engine';

const MAX_LENGTH = 150;

/** What of a row of Airflow's JSON is worth showing: the rest differs from run to run. */
const TELLING_KEYS = ['dag_id', 'dag_run_id', 'run_id', 'is_paused', 'task_id', 'key'];

/** The line of an answer that decides what came of the command, the same in every run. */
export function decisiveWords(output: CliOutput): string {
  const { stdout, stderr, exitCode } = output;
  const words =
    exitCode === 0
      ? (jsonRow(stdout) ?? lastLine(stdout))
      : (exception(stderr) ?? lastLine(stderr));
  return shorten(withoutTimes(words));
}

/** Times differ from run to run, and so does how far a run has come; the cases' own dates do not. */
export function withoutTimes(text: string): string {
  return (
    withoutDates(text)
      .replace(/\b(?:queued|running|success)\b/g, '<state>')
      // The dates that follow in a table come with the state.
      .replace(/<state> \|.*$/, '<state> | …')
  );
}

export function withoutDates(text: string): string {
  return text.replace(
    /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+(?:\+00:00|Z)?|\+00:00)/g,
    (time) => (time.startsWith('2026-0') ? time : '<time>'),
  );
}

function exception(stderr: string): string | undefined {
  const start = stderr.lastIndexOf('Traceback (most recent call last)');
  if (start === -1) return undefined;
  return stderr
    .slice(start)
    .split('\n')
    .slice(1)
    .find((line) => /^\S/.test(line));
}

function jsonRow(stdout: string): string | undefined {
  const line = lastLine(stdout);
  if (!line.startsWith('[{')) return undefined;
  const [row] = JSON.parse(line) as readonly Record<string, unknown>[];
  const telling = TELLING_KEYS.filter((key) => row?.[key] !== undefined);
  return `[{${telling.map((key) => `"${key}": ${JSON.stringify(row?.[key])}`).join(', ')}, …}]`;
}

function lastLine(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.at(-1)?.trim().replaceAll(/\s+/g, ' ') ?? 'nothing';
}

export function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').replace(/ \(choose from .*?\)/, ' (choose from …)');
  return line.length <= MAX_LENGTH ? line : `${line.slice(0, MAX_LENGTH)}…`;
}
