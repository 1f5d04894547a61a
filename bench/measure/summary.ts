import { InternalError } from '../../lambda/contract/errors';

/** What many samples come to. */
export interface Summary {
  readonly count: number;
  readonly median: number;
  /** Nine of ten samples are no larger. */
  readonly p90: number;
}

/** @throws Error when there is no sample */
export function summarize(samples: readonly number[]): Summary {
  return {
    count: samples.length,
    median: quantile(samples, 0.5),
    p90: quantile(samples, 0.9),
  };
}

export function medianOf(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/**
 * The value below which a part of the samples lies, by linear interpolation between the two nearest.
 *
 * @param part from 0 to 1
 */
function quantile(samples: readonly number[], part: number): number {
  if (samples.length === 0) throw new InternalError('there are no samples to summarize');
  const sorted = samples.toSorted((a, b) => a - b);
  const place = part * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? 0;
  return below + (above - below) * (place - Math.floor(place));
}
