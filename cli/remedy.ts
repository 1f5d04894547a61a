import { isDenied, messageOf, troubleError } from './exit';
import { oneLine } from './terminal/format';

/** What to do about what AWS, or the way to it, says; the first that fits. */
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [
    /ExpiredToken|RequestExpired|SSO session .* expired|Token is expired/i,
    'the credentials have expired: log in anew ("aws sso login"), or set new keys',
  ],
  [
    /UnrecognizedClient|InvalidClientTokenId|SignatureDoesNotMatch|InvalidSignature/,
    'AWS does not take these credentials: look at the keys, the profile, the region and the clock',
  ],
  [/AccessDenied|NotAuthorized/, 'docs/cli.md lists the rights that each command takes'],
  [/Region is missing/, 'give --region, set AWS_REGION, or name a profile that has one'],
  [
    /ENOTFOUND|EAI_AGAIN/,
    'there is no such host to be found: look at the region, and at network and VPN',
  ],
  [
    /ECONN\w+|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|TimeoutError|socket hang up/,
    'AWS is not reached: look at network, VPN and firewall, and try again',
  ],
  [/Throttl|TooManyRequests|RequestLimitExceeded/, 'too many ask at once: try again in a minute'],
];

/** What to do about a text that tells of an error by its name or words; nothing for one that is not known. */
function remedyFor(text: string): string | undefined {
  if (/CredentialsProviderError|Could not load credentials/.test(text) && !/expired/.test(text)) {
    return logIn();
  }
  return REMEDIES.find(([pattern]) => pattern.test(text))?.[1];
}

/** What to do about an error. */
export function remedyOf(error: unknown): string | undefined {
  const { name, code } = Object(error) as { readonly name?: string; readonly code?: string };
  return remedyFor([name, code, messageOf(error)].join(' '));
}

/** An error that nothing better is known of, in one line with what to do. */
export function explain(error: unknown): string {
  const remedy = remedyOf(error) ?? 'if it stays so, --debug tells where it comes from';
  return oneLine(`${messageOf(error)}: ${remedy}`);
}

/**
 * Ends a wait in which AWS does not tell any more, such as one that outlived the credentials.
 *
 * @param what goes on all the same
 * @param next how to find out what became of it, once that is mended
 */
export function stopFollowing(what: string, next: string): (error: unknown) => never {
  return (error) => {
    const remedy = isDenied(error)
      ? 'allow dynamodb:GetItem on the records, by grantReadRecords of the construct'
      : (remedyOf(error) ?? 'look at network and region');
    const told = oneLine(messageOf(error));
    throw troubleError(`${what}, but cannot be followed (${told}): ${remedy}; then ${next}`, error);
  };
}

/** The SDK does not tell a profile that there is not from one without credentials. */
function logIn(): string {
  const profile = process.env.AWS_PROFILE;
  return profile
    ? `is there a profile ${JSON.stringify(profile)} ("aws configure list-profiles")? Log in with it ("aws sso login --profile ${profile}")`
    : 'log in as for the AWS CLI ("aws sso login"), set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give --profile';
}
