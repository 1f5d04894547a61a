import { parseDate } from '../python/dates';
import { findOption, type Match } from './options';
import { type Argument, Arguments, type ArgumentValue } from './types';
import { ArgumentError, displayName, invalidChoice } from './usage-errors';

export interface ParsedWords {
  readonly arguments: Arguments;
  readonly wantsHelp: boolean;
  /** Words that no argument took: the outermost parser complains of them, as Python's does. */
  readonly unrecognized: readonly string[];
}

/** Python's argparse for one command without sub-commands. */
export function parseWords(args: readonly Argument[], words: readonly string[]): ParsedWords {
  return new WordParser(args, words).parse();
}

class WordParser {
  private readonly values = new Map<string, ArgumentValue>();
  private readonly unrecognized: string[] = [];
  private readonly open: Argument[];
  private position = 0;
  private wantsHelp = false;

  constructor(
    private readonly args: readonly Argument[],
    private readonly words: readonly string[],
  ) {
    this.open = args.filter(({ flags }) => flags.length === 0);
  }

  parse(): ParsedWords {
    while (this.position < this.words.length && !this.wantsHelp) {
      this.takeWord(this.words[this.position++] ?? '');
    }
    if (!this.wantsHelp) {
      this.checkRequired();
    }
    const { wantsHelp, unrecognized } = this;
    return { arguments: new Arguments(this.values), wantsHelp, unrecognized };
  }

  private takeWord(word: string): void {
    if (word === '--') {
      this.words.slice(this.position).forEach((rest) => {
        this.takePositional(rest);
      });
      this.position = this.words.length;
      return;
    }
    const match = findOption(this.args, word);
    if (match === 'unknown') {
      this.unrecognized.push(word);
    } else if (match === undefined) {
      this.takePositional(word);
    } else {
      this.takeOption(match);
    }
  }

  private takePositional(word: string): void {
    const argument = this.open.shift();
    if (argument === undefined) {
      this.unrecognized.push(word);
      return;
    }
    this.values.set(argument.name, convert(argument, word));
  }

  private takeOption(match: Match): void {
    const { argument, rest } = match;
    if (argument.action === 'store') {
      this.store(argument, rest === undefined ? this.followingWords(argument) : [rest]);
      return;
    }
    if (argument.action === 'help') {
      this.wantsHelp = true;
    }
    this.values.set(argument.name, argument.action !== 'store_false');
    if (rest !== undefined) {
      this.takeJoinedFlag(match, rest);
    }
  }

  /** `-vy` is `-v -y`; what follows a flag and is no flag itself is an error. */
  private takeJoinedFlag({ argument, flag }: Match, rest: string): void {
    const next = flag.startsWith('--') ? undefined : `-${rest.charAt(0)}`;
    const joined = this.args.find(({ flags }) => next !== undefined && flags.includes(next));
    if (joined === undefined || next === undefined) {
      throw new ArgumentError(
        `argument ${displayName(argument)}: ignored explicit argument '${rest}'`,
      );
    }
    const remainder = rest.slice(1);
    this.takeOption({
      argument: joined,
      flag: next,
      ...(remainder === '' ? {} : { rest: remainder }),
    });
  }

  private followingWords(argument: Argument): string[] {
    const count = argument.count ?? 1;
    const words = this.words.slice(this.position, this.position + count);
    const usable = words.every(
      (word) => word !== '--' && findOption(this.args, word) === undefined,
    );
    if (words.length < count || !usable) {
      const expected = count === 1 ? 'one argument' : `${count} arguments`;
      throw new ArgumentError(`argument ${displayName(argument)}: expected ${expected}`);
    }
    this.position += count;
    return words;
  }

  private store(argument: Argument, words: readonly string[]): void {
    const [first = ''] = words;
    this.values.set(argument.name, words.length === 1 ? convert(argument, first) : words);
  }

  private checkRequired(): void {
    const missing = this.args.filter(
      ({ flags, name, required }) => (flags.length === 0 || required) && !this.values.has(name),
    );
    if (missing.length > 0) {
      const names = missing.map(displayName).join(', ');
      throw new ArgumentError(`the following arguments are required: ${names}`);
    }
  }
}

function convert(argument: Argument, word: string): ArgumentValue {
  if (argument.isDate) {
    const date = parseDate(word);
    if (date === undefined) {
      const name = displayName(argument);
      throw new ArgumentError(`argument ${name}: invalid parse value: '${word}'`);
    }
    return date;
  }
  if (argument.choices !== undefined && !argument.choices.includes(word)) {
    throw invalidChoice(displayName(argument), word, argument.choices);
  }
  return word;
}
