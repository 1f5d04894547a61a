import { ENV_KEY, ENV_SECRET, fromEnv } from '@aws-sdk/credential-provider-env';

/** Says where else the deployment may have wanted the credentials to come from. */
const OTHER_SOURCES = [
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
] as const;

/**
 * The function's role, from where Lambda puts it: the environment. It is read anew for each call, so that
 * credentials that are replaced there are the next call's.
 *
 * @throws Error when they are not there: no other source is in the bundle
 */
export function defaultProvider(): ReturnType<typeof fromEnv> {
  const read = fromEnv();
  return async () => {
    if (process.env[ENV_KEY] && process.env[ENV_SECRET]) return read();
    const other = OTHER_SOURCES.find((name) => process.env[name]);
    const instead = other === undefined ? '' : `, and ${other} is not looked at`;
    throw new Error(
      `no credentials: ${ENV_KEY} or ${ENV_SECRET} is not set${instead}. Lambda sets both for the function's role; anywhere else, set both, and AWS_SESSION_TOKEN for temporary ones`,
    );
  };
}
