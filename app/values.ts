import { Duration } from 'aws-cdk-lib';
import { z } from 'zod';

/** Text that says something. */
export const text = z.string().min(1);

/** What a count of `cdk.json` is to the constructs; one that is not given stays so. */
export function minutes(count: number | undefined): Duration | undefined {
  return count === undefined ? undefined : Duration.minutes(count);
}

export function days(count: number | undefined): Duration | undefined {
  return count === undefined ? undefined : Duration.days(count);
}
