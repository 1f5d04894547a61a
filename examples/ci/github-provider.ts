import type { Stack } from 'aws-cdk-lib';
import { type IOidcProvider, OidcProviderNative } from 'aws-cdk-lib/aws-iam';

/** Who signs the tokens of GitHub's workflows. */
export const GITHUB = 'token.actions.githubusercontent.com';

/**
 * Has IAM trust GitHub. An account has each provider once: where it is there already, deploy with
 * `-c githubProvider=existing`.
 *
 * @throws Error when `githubProvider` is anything else
 */
export function gitHubProvider(stack: Stack): IOidcProvider {
  const wanted: unknown = stack.node.tryGetContext('githubProvider') ?? 'new';
  switch (wanted) {
    case 'new':
      return new OidcProviderNative(stack, 'GitHub', {
        url: `https://${GITHUB}`,
        clientIds: ['sts.amazonaws.com'],
      });
    case 'existing':
      return OidcProviderNative.fromOidcProviderArn(stack, 'GitHub', existingArn(stack));
    default:
      throw new Error(`githubProvider is ${JSON.stringify(wanted)}: give "new" or "existing"`);
  }
}

function existingArn(stack: Stack): string {
  return stack.formatArn({
    service: 'iam',
    region: '',
    resource: 'oidc-provider',
    resourceName: GITHUB,
  });
}
