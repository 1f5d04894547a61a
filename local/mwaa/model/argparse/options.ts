import type { Argument } from './types';
import { ArgumentError } from './usage-errors';

export interface Match {
  readonly argument: Argument;
  readonly flag: string;
  /** What follows the flag in the same word, as in `--run-id=x` and `-rx`. */
  readonly rest?: string;
}

/** The option that a word is; undefined when the word is a positional or an option's value. */
export function findOption(args: readonly Argument[], word: string): Match | 'unknown' | undefined {
  if (!word.startsWith('-') || word === '-') {
    return undefined;
  }
  const exact = optionMatch(args, word);
  if (exact !== undefined) {
    return exact;
  }
  const [flag = '', ...rest] = word.split('=');
  const assigned = rest.length === 0 ? undefined : optionMatch(args, flag, rest.join('='));
  return assigned ?? findAbbreviation(args, word) ?? unknownOption(word);
}

function optionMatch(args: readonly Argument[], flag: string, rest?: string): Match | undefined {
  const argument = args.find(({ flags }) => flags.includes(flag));
  return argument && { argument, flag, ...(rest === undefined ? {} : { rest }) };
}

/** `--run` for `--run-id`, and `-rx` for `-r x`. */
function findAbbreviation(args: readonly Argument[], word: string): Match | undefined {
  const [prefix = '', ...assigned] = word.split('=');
  const rest = assigned.length === 0 ? undefined : assigned.join('=');
  const matches = args.flatMap((argument) =>
    argument.flags.flatMap((flag): Match[] => {
      if (!word.startsWith('--') && flag === word.slice(0, 2)) {
        return [{ argument, flag, rest: word.slice(2) }];
      }
      const matched = flag.startsWith(prefix) && (word.startsWith('--') || !flag.startsWith('--'));
      return matched ? [{ argument, flag, ...(rest === undefined ? {} : { rest }) }] : [];
    }),
  );
  if (matches.length > 1) {
    const flags = matches.map(({ flag }) => flag).join(', ');
    throw new ArgumentError(`ambiguous option: ${word} could match ${flags}`);
  }
  return matches[0];
}

/** A negative number and a word with a space are values, whatever they begin with. */
function unknownOption(word: string): 'unknown' | undefined {
  return /^-\d+$|^-\d*\.\d+$/.test(word) || word.includes(' ') ? undefined : 'unknown';
}
