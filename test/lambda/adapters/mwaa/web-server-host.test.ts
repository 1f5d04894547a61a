import { describe, expect, it } from 'vitest';
import { isWebServerHost } from '../../../../lambda/adapters/mwaa/web-server-host';

const ID = '01234567-89ab-cdef-0123-456789abcdef';

describe('a token may be sent to', () => {
  it.each([
    ['a public web server', `${ID}.c2.us-east-1.airflow.amazonaws.com`],
    ['a public web server of the older form', `${ID}.us-east-1.airflow.amazonaws.com`],
    ['a web server of a two-digit cell', `${ID}.c12.eu-west-1.airflow.amazonaws.com`],
    ['a private web server', `${ID}-vpce.c2.us-east-1.airflow.amazonaws.com`],
    ['one in a region with four words', `${ID}.c2.us-gov-west-1.airflow.amazonaws.com`],
    ['one in China', `${ID}.c2.cn-north-1.airflow.amazonaws.com.cn`],
    ['one of the dual-stack form', `${ID}.c2.us-east-1.airflow.api.aws`],
    ['one of the on.aws form', `${ID}-vpce.c2.airflow.us-east-1.on.aws`],
  ])('%s', (_title, host) => {
    expect(isWebServerHost(host)).toBe(true);
  });
});

const GOOD = `${ID}.c2.us-east-1.airflow.amazonaws.com`;

describe('a token is refused to', () => {
  it.each([
    ['an empty name', ''],
    ["the instance metadata's address", '169.254.169.254'],
    ['this machine', 'localhost'],
    ['an address of version 6', '[::1]'],
    ['another host', 'evil.com'],
    ['a name that ends in the right one, but for its dot', `${ID}.evilamazonaws.com`],
    ['a name with a dash for its dot', `${ID}.c2.us-east-1.airflow-amazonaws.com`],
    ['a name with a letter for its last dot', `${ID}.c2.us-east-1.airflow.amazonawsxcom`],
    ['a name with a letter for the dot of api.aws', `${ID}.c2.us-east-1.airflow.apixaws`],
    ['a name with a letter for the dot of on.aws', `${ID}.c2.airflow.us-east-1.onxaws`],
    ['a name that only begins right', `${GOOD}.evil.com`],
    ['a name of another AWS service', `${ID}.us-east-1.elb.amazonaws.com`],
    ['an S3 bucket', 'us-east-1.airflow.s3.amazonaws.com'],
    ['the API itself', 'airflow.us-east-1.amazonaws.com'],
    ['a right name behind a user', `x@${GOOD}`],
    ['a user with a right name before another host', `${GOOD}@evil.com`],
    ['a right name with a port', `${GOOD}:8443`],
    ['a right name with a path', `${GOOD}/x`],
    ['a right name in a path', `evil.com/${GOOD}`],
    ['a right name in a query', `evil.com?.${GOOD}`],
    ['a right name in a fragment', `evil.com#.${GOOD}`],
    ['a right name behind a backslash', `evil.com\\.${GOOD}`],
    ['a URL', `https://${GOOD}`],
    ['a right name and a line break', `${GOOD}\n`],
    ['a line break before a right name', `evil.com\n${GOOD}`],
    ['a right name and a space', `${GOOD} `],
    ['a right name and a final dot', `${GOOD}.`],
    ['capital letters', GOOD.toUpperCase()],
    ['a Cyrillic letter', GOOD.replace('a', 'а')],
    ['a full-width dot', GOOD.replace('.', '．')],
    ['an encoded character', GOOD.replace('.c2', '%2ec2')],
    ['one label too many', `evil.${GOOD}`],
    ['an id that is too long', `${'a'.repeat(81)}.c2.us-east-1.airflow.amazonaws.com`],
  ])('%s', (_title, host) => {
    expect(isWebServerHost(host)).toBe(false);
  });
});
