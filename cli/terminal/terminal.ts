import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { styleText } from 'node:util';
import { hideSecrets } from '../../lambda/airflow/secrets';
import { EXIT } from '../exit';

/** How a text may look on a terminal. Not yellow: on a light one it can hardly be read. */
export type Look = 'bold' | 'dim' | 'green' | 'red' | 'magenta';

/** Where mwaaq writes. Results go to stdout; what is said of them, and asked, to stderr. */
export interface Terminal {
  /** Whether a person sees stdout, and colours are wanted there. */
  readonly hasColours: boolean;
  /** How wide the terminal is that a person sees stdout on; nothing where it goes elsewhere. */
  readonly columns: number | undefined;
  /** Whether a person sees stderr, and can answer. */
  readonly isInteractive: boolean;
  print(text: string): void;
  /** Prints a text in place of all that stands on the terminal; below it, where there is none. */
  replace(text: string): void;
  say(text: string): void;
  /** Whether a person sees stderr, and so progress. */
  readonly isWatched: boolean;
  /** Shows a line that the next one takes the place of; nothing where no person sees it. */
  progress(line: string): void;
  /** @returns the answer, or nothing where nobody can be asked */
  ask(question: string): Promise<string | undefined>;
  /** Leaves these out of whatever is said from now on: an error may quote what was sent. */
  hide(secrets: readonly string[]): void;
  /** Sets what is said when the user ends mwaaq. */
  onInterrupt(text: string): void;
  /** Whether nobody reads stdout any more. */
  readonly isClosed: boolean;
}

/** What ends mwaaq, with the exit code that a shell has for it. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/** The terminal that the process has. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  const { NO_COLOR: noColours } = process.env;
  const isInteractive = Boolean(stderr.isTTY && stdin.isTTY);
  const isWatched = Boolean(stderr.isTTY);
  let shown = '';
  const clear = () => {
    if (shown !== '') stderr.write('\r\u001b[K');
    shown = '';
  };
  let isClosed = false;
  // "| head" has what it wanted: the exit code is still that of the command.
  const onError = ({ code }: NodeJS.ErrnoException) => {
    isClosed = code === 'EPIPE';
    if (!isClosed) process.exit(EXIT.trouble);
  };
  for (const stream of [stdout, stderr]) stream.on('error', onError);
  let secrets: readonly string[] = [];
  // What says nothing at its end, such as a command without output, leaves none behind.
  process.once('exit', clear);
  const print = (text: string) => {
    clear();
    stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  };
  const say = (text: string) => {
    clear();
    stderr.write(`${hideSecrets(text, secrets)}\n`);
  };
  return {
    get isClosed() {
      return isClosed;
    },
    hasColours: Boolean(stdout.isTTY) && (noColours === undefined || noColours === ''),
    get columns() {
      return stdout.isTTY ? stdout.columns : undefined;
    },
    isInteractive,
    isWatched,
    print,
    replace: (text) => print(stdout.isTTY ? `\u001b[2J\u001b[H${text}` : text),
    say,
    progress(line) {
      const fitting = line.slice(0, (stderr.columns ?? 80) - 1);
      // The same again would only flicker.
      if (!isWatched || fitting === shown) return;
      clear();
      stderr.write(fitting);
      shown = fitting;
    },
    async ask(question) {
      if (!isInteractive) return undefined;
      clear();
      const prompt = createInterface({ input: stdin, output: stderr });
      // Ctrl-C and Ctrl-D close it, and answer nothing.
      const closed = once(prompt, 'close').then(() => '');
      try {
        return await Promise.race([prompt.question(question), closed]);
      } finally {
        prompt.close();
      }
    },
    hide(texts) {
      secrets = [...secrets, ...texts];
    },
    onInterrupt(text) {
      for (const [signal, code] of Object.entries(SIGNALS)) {
        process.removeAllListeners(signal);
        process.once(signal, () => {
          say(text);
          process.exit(code);
        });
      }
    },
  };
}

/** A text with a look, where looks are seen. */
export function look(text: string, format: Look, { hasColours }: Terminal): string {
  return hasColours ? styleText(format, text, { validateStream: false }) : text;
}
