import { InvalidArgumentError } from 'commander';
import { SQS_RETENTION_DAYS } from '../../lambda/contract/limits';
import { isId, MESSAGE_FIELDS } from '../../lambda/contract/message-rules';
import { isWithin, type Range, ruleOf } from '../../lambda/contract/range';
import { DAY_SECONDS } from '../../lambda/contract/time-units';

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: DAY_SECONDS };

/** A time span as a person writes it, for example `90s`, `10m`, `2h`, `1d`. @returns seconds */
export function readSeconds(text: string): number {
  const [, number, unit = 's'] = /^(\d{1,6})([smhd])?$/.exec(text) ?? [];
  if (number !== undefined) return Number(number) * (UNITS[unit] ?? 1);
  throw new InvalidArgumentError('give a number and s, m, h or d, for example 90s, 10m, 2h, 1d');
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
    throw new InvalidArgumentError(`give ${least} to ${most}`);
  };
}

/** How long to wait for what is in the queue: no longer than SQS keeps it. */
export const readPatience = secondsBetween('1s', `${SQS_RETENTION_DAYS}d`);

/** The id of a command. */
export function readId(text: string): string {
  if (isId(text) && text !== '') return text;
  throw new InvalidArgumentError(`use ${MESSAGE_FIELDS.id.allowed}`);
}

/** More fit on no screen. */
const COUNT: Range = { least: 1, most: 999_999 };

/** How many of something to show. */
export function readCount(text: string): number {
  if (/^\d+$/.test(text) && isWithin(Number(text), COUNT)) return Number(text);
  throw new InvalidArgumentError(ruleOf(COUNT));
}

/** An AWS region: it becomes part of the name of a host. */
export function readRegion(text: string): string {
  if (/^[a-z]+(-[a-z]+)+-\d{1,2}$/.test(text)) return text;
  throw new InvalidArgumentError('give the name of a region, for example eu-west-1');
}
