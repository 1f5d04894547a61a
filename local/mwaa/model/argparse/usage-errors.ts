import type { Argument } from './types';

/** A usage error; the caller knows the parser's name and help, which belong to its text. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
}

/** How argparse names an argument in a message: `-r/--run-id`, its metavar, or its name. */
export function displayName({ flags, metavar, name }: Argument): string {
  if (flags.length > 0) {
    return flags.join('/');
  }
  return typeof metavar === 'string' ? metavar : name;
}

export function invalidChoice(
  name: string,
  word: string,
  choices: readonly string[],
): ArgumentError {
  const known = choices.map((choice) => `'${choice}'`).join(', ');
  return new ArgumentError(`argument ${name}: invalid choice: '${word}' (choose from ${known})`);
}
