import type { Duration } from 'aws-cdk-lib';
import { describe } from '../../lambda/contract/message-fields';

/** Checks of types, for callers whose compiler does not see to them: JavaScript's, or after a cast. */

/**
 * @param texts by the names of their options
 * @throws Error of one line: the option, what it is, and what to give
 */
export function checkTexts(texts: Readonly<Record<string, string | undefined>>): void {
  for (const [name, text] of Object.entries(texts)) {
    if (text !== undefined) checkText(name, text);
  }
}

/** The same for one that must be there. */
export function checkText(name: string, text: string): void {
  if (typeof text !== 'string') throw wrongType(name, text, 'a text');
}

/** @throws Error of one line, as for texts: in JavaScript, the text "false" would be true */
export function checkFlags(flags: Readonly<Record<string, boolean | undefined>>): void {
  for (const [name, flag] of Object.entries(flags)) {
    if (flag !== undefined && typeof flag !== 'boolean')
      throw wrongType(name, flag, 'true or false');
  }
}

/** @throws Error of one line, as for texts: of a text, each character would be taken for an item */
export function checkList(name: string, list: readonly string[]): void {
  if (!Array.isArray(list)) throw wrongType(name, list, 'a list of texts');
}

/** @throws Error of one line, as for texts */
export function checkDuration(name: string, duration: Duration): void {
  if (typeof Object(duration).isUnresolved === 'function') return;
  throw wrongType(name, duration, 'a Duration, for example Duration.minutes(5)');
}

/**
 * The seconds of a duration that others are derived from or checked against.
 *
 * @returns a part of one too
 * @throws Error of one line for what is no duration, or known only at deployment
 */
export function secondsOf(name: string, duration: Duration): number {
  checkDuration(name, duration);
  if (!duration.isUnresolved()) return duration.toSeconds({ integral: false });
  throw new Error(
    `${name} is known only at deployment: give a number, since it is checked and converted at synth`,
  );
}

/** What an option is that is of another type than it may be, and what to give. */
export function wrongType(name: string, value: unknown, give: string): Error {
  return new Error(`${name} is ${describe(value)}: give ${give}`);
}
