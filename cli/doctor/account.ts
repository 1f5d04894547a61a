import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { error, type Finding, inWords, ok, warning } from './finding';

/** Who is asking, and whether the clock here is right enough for AWS. */
export async function lookAtAccount(client: STSClient): Promise<readonly Finding[]> {
  const region = await client.config.region().catch(() => undefined);
  if (region === undefined) {
    return [error('region', 'none is set', 'give --region, AWS_REGION, or a profile that has one')];
  }
  try {
    const { Arn = 'unknown' } = await client.send(new GetCallerIdentityCommand({}));
    return [
      ok('region', region),
      ok('credentials', Arn),
      judgeClock(client.config.systemClockOffset),
    ];
  } catch (cause) {
    const remedy = 'log in as for the AWS CLI: "aws sso login", or give --profile';
    return [ok('region', region), error('credentials', inWords(cause), remedy)];
  }
}

/** The SDK notes how far the clock is off, once that is more than AWS takes: five minutes. */
function judgeClock(offsetMs: number): Finding {
  if (offsetMs === 0) return ok('clock', 'less than five minutes from AWS’s');
  const seconds = Math.round(Math.abs(offsetMs) / 1000);
  return warning('clock', `${seconds} s from AWS's`, 'set it: signatures and tokens hang on it');
}
