import { type ResourceEnvironment, type Stack, Token } from 'aws-cdk-lib';
import type { Conditions } from 'aws-cdk-lib/aws-iam';

/** @returns where something is known not to be in the stack's place: in another account, or else in another region */
export function elsewhere(
  env: ResourceEnvironment,
  stack: Stack,
): keyof ResourceEnvironment | undefined {
  return (['account', 'region'] as const).find(
    (place) =>
      !Token.isUnresolved(env[place]) &&
      !Token.isUnresolved(stack[place]) &&
      env[place] !== stack[place],
  );
}

/**
 * Lets a service act only for this account's resources of one kind, so that no one else's can borrow the right.
 * For any of them: to name one, what has the right would have to wait for it, and it for that.
 *
 * @param service as in an ARN, for example `events`
 * @param resource for example `rule`
 */
export function onlyForOwn(stack: Stack, service: string, resource: string): Conditions {
  return {
    StringEquals: { 'aws:SourceAccount': stack.account },
    ArnLike: { 'aws:SourceArn': stack.formatArn({ service, resource, resourceName: '*' }) },
  };
}
