import type { Stack } from 'aws-cdk-lib';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { elsewhere } from './places';

/**
 * Checks that a bus is where the stack is: with one elsewhere all deploys, and no event ever passes.
 *
 * @param instead what to do for a bus elsewhere
 * @throws Error which names both places
 */
export function checkBus({ env }: IEventBus, stack: Stack, instead: string): void {
  const place = elsewhere(env, stack);
  if (place === undefined) return;
  throw new Error(
    `eventBus is in ${place} ${env[place]}: it must be in the stack's, ${stack[place]}; ${instead}`,
  );
}
