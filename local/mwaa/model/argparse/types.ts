import type { Micros } from '../python/dates';

type Action = 'store' | 'store_true' | 'store_false' | 'help';

/** One argument of a command, as Python's `add_argument` takes it. */
export interface Argument {
  /** `-r` and `--run-id`, or empty for a positional. */
  readonly flags: readonly string[];
  readonly name: string;
  readonly action: Action;
  readonly help: string;
  readonly metavar?: string | readonly string[];
  /** How many words an option takes; 1 unless told. */
  readonly count?: number;
  readonly required?: boolean;
  readonly choices?: readonly string[];
  readonly isDate?: boolean;
}

export type ArgumentValue = string | boolean | Micros | readonly string[];

/** What the words of a command were parsed into, by argument name. */
export class Arguments {
  constructor(private readonly values: ReadonlyMap<string, ArgumentValue>) {}

  text(name: string): string | undefined {
    const value = this.values.get(name);
    return typeof value === 'string' ? value : undefined;
  }

  /** A positional, which the parser has made sure of. */
  required(name: string): string {
    return this.text(name) ?? '';
  }

  flag(name: string): boolean {
    return this.values.get(name) === true;
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  date(name: string): Micros | undefined {
    const value = this.values.get(name);
    return typeof value === 'number' ? value : undefined;
  }

  words(name: string): readonly string[] {
    const value = this.values.get(name);
    return typeof value === 'object' ? value : [];
  }
}

/** argparse's own exit: after `--help`, or after a usage error. */
export class UsageExit extends Error {
  override readonly name = 'UsageExit';

  constructor(
    readonly stdout: string,
    readonly stderr: string,
    readonly exitCode: number,
  ) {
    super(stderr);
  }
}
