import type { Comparison } from '../../bench/report/comparison';

/** Something to compare. */
export const LOADS: Comparison = {
  title: 'Time to load',
  unit: 'ms',
  baseline: 'an empty one',
  goal: 40,
  subjects: [
    { name: 'an empty one', isOwn: false, samples: [2, 2, 2] },
    { name: 'ours & only', isOwn: true, samples: [29, 30, 50] },
  ],
};
