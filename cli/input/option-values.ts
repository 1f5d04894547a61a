import { InvalidArgumentError } from 'commander';
import { MAX_ID_LENGTH } from '../../lambda/contract/limits';
import { isId } from '../../lambda/contract/message';

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** A time span as a person writes it, for example `90s`, `10m`, `2h`, `1d`. @returns seconds */
export function readSeconds(text: string): number {
  const [, number, unit = 's'] = /^(\d{1,6})([smhd])?$/.exec(text) ?? [];
  if (number !== undefined) return Number(number) * (UNITS[unit] ?? 1);
  throw new InvalidArgumentError('Give a number and s, m, h or d, for example 90s, 10m, 2h, 1d.');
}

/**
 * A time span of at least and at most so much, each written as a person writes it.
 *
 * @returns what reads one in seconds
 */
export function secondsBetween(least: string, most: string): (text: string) => number {
  return (text) => {
    const seconds = readSeconds(text);
    if (seconds >= readSeconds(least) && seconds <= readSeconds(most)) return seconds;
    throw new InvalidArgumentError(`Give ${least} to ${most}.`);
  };
}

/** How long to wait for what is in the queue: SQS keeps a message for fourteen days at most. */
export const readPatience = secondsBetween('1s', '14d');

/** The id of a command. */
export function readId(text: string): string {
  if (isId(text) && text !== '') return text;
  throw new InvalidArgumentError(
    `Use 1 to ${MAX_ID_LENGTH} ASCII letters, digits or punctuation, no spaces.`,
  );
}

/** How many of something to show. */
export function readCount(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number, at least 1.');
}

/** An AWS region: it becomes part of the name of a host. */
export function readRegion(text: string): string {
  if (/^[a-z]+(-[a-z]+)+-\d{1,2}$/.test(text)) return text;
  throw new InvalidArgumentError('Give the name of a region, for example eu-west-1.');
}
