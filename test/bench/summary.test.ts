import { describe, expect, it } from 'vitest';
import { medianOf, summarize } from '../../bench/measure/summary';

describe('the summary of samples', () => {
  it.each([
    [[7], { count: 1, median: 7, p90: 7 }],
    [[10, 2], { count: 2, median: 6, p90: 9.2 }],
    [[5, 1, 4, 2, 3], { count: 5, median: 3, p90: 4.6 }],
    [[10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0], { count: 11, median: 5, p90: 9 }],
  ])('has the count, the median and the p90 of %j', (samples, summary) => {
    expect(summarize(samples)).toEqual(summary);
    expect(medianOf(samples)).toBe(summary.median);
  });

  it('orders by value, not by text, and leaves the samples as they are', () => {
    const samples = [100, 20, 3];
    expect(summarize(samples).median).toBe(20);
    expect(samples).toEqual([100, 20, 3]);
  });

  it('is refused of nothing', () => {
    expect(() => summarize([])).toThrow('there are no samples');
  });
});
