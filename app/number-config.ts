import { z } from 'zod';
import { isWithin, type Range, ruleOf } from '../lib/checks/value-checks';

/** A number of a range; whatever else stands there is told what to give, and not checked any further. */
export function numberIn(range: Range, rule = ruleOf(range)) {
  return z.number(rule).refine((value) => isWithin(value, range), { error: rule, abort: true });
}
