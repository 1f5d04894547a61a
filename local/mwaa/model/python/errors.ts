/** An exception that no command catches: Python prints its traceback and exits with 1. */
export class PythonError extends Error {
  override readonly name = 'PythonError';

  constructor(
    /** As the traceback's last line has it, with its module unless it is a built-in. */
    readonly className: string,
    message: string,
  ) {
    super(message);
  }
}

/** `raise SystemExit(message)`: the message on stderr, no traceback, exit code 1. */
export class SystemExitError extends Error {
  override readonly name = 'SystemExitError';
}

/** Frames that every command's traceback begins with; the deeper ones are left out. */
const FRAMES: readonly (readonly [file: string, line: number, name: string, code: string])[] = [
  ['airflow/__main__.py', 61, 'main', 'args.func(args)'],
  ['airflow/cli/cli_config.py', 49, 'command', 'return func(*args, **kwargs)'],
  ['airflow/utils/cli.py', 113, 'wrapper', 'return f(*args, **kwargs)'],
];

/** What Python writes to stderr for an exception that nobody caught. */
export function traceback(error: PythonError, sitePackages: string): string {
  const frames = FRAMES.map(
    ([file, line, name, code]) =>
      `  File "${sitePackages}/${file}", line ${line}, in ${name}\n    ${code}\n`,
  );
  const last = error.message === '' ? error.className : `${error.className}: ${error.message}`;
  return `Traceback (most recent call last):\n${frames.join('')}${last}\n`;
}
