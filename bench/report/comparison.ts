import { InternalError } from '../../lambda/contract/errors';
import { summarize } from '../measure/summary';

/** One of the things that are compared. */
export interface Subject {
  readonly name: string;
  /** Whether it is this project's own; all others are baselines. */
  readonly isOwn: boolean;
  /** Of the same unit as those of the others. */
  readonly samples: readonly number[];
}

/** The same measure of several things, one of which is what the others are held against. */
export interface Comparison {
  /** What was measured, for example `Time to load`. */
  readonly title: string;
  /** Of all samples, for example `ms`. */
  readonly unit: string;
  /** The name of the subject that ratios refer to. */
  readonly baseline: string;
  readonly subjects: readonly Subject[];
  /** What the own subjects are not to exceed, in the unit. @default - none */
  readonly goal?: number;
}

/** The cells of one subject: its name, median, p90 and how many times the baseline's median that is. */
export function cellsOf({ subjects, baseline }: Comparison): readonly (readonly string[])[] {
  const base = subjects.find(({ name }) => name === baseline);
  if (base === undefined)
    throw new InternalError(`the baseline ${JSON.stringify(baseline)} is missing`);
  const { median: unit } = summarize(base.samples);
  return subjects.map(({ name, isOwn, samples }) => {
    const { median, p90 } = summarize(samples);
    const ratio = unit === 0 ? '–' : `${show(median / unit)} ×`;
    return [isOwn ? `**${name}**` : name, show(median), show(p90), ratio];
  });
}

/** A figure with as many digits as tell something. */
export function show(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 100 || value === 0 ? 0 : size >= 10 ? 1 : 2;
  return value
    .toFixed(digits)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}
