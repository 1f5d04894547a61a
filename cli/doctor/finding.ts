import { messageOf } from '../exit';
import { oneLine } from '../terminal/format';

/** How bad a finding is. */
export type Level = 'ok' | 'warning' | 'error';

/** One thing that was looked at. Holds no secret. */
export interface Finding {
  readonly level: Level;
  /** What was looked at, for example `web server`. */
  readonly about: string;
  /** What was seen. */
  readonly seen: string;
  /** What to do; none where all is well. */
  readonly remedy?: string | undefined;
}

export function ok(about: string, seen: string): Finding {
  return { level: 'ok', about, seen };
}

export function warning(about: string, seen: string, remedy: string): Finding {
  return { level: 'warning', about, seen, remedy };
}

export function error(about: string, seen: string, remedy: string): Finding {
  return { level: 'error', about, seen, remedy };
}

/** An error as one line, without what a terminal would obey. */
export function inWords(cause: unknown): string {
  const { name } = cause instanceof Error ? cause : new Error();
  const hasName = name !== 'Error' && name !== 'SyntaxError';
  return oneLine(`${hasName ? `${name}: ` : ''}${messageOf(cause)}`).slice(0, 300);
}
