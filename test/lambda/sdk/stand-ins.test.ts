import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  getInstanceMetadataEndpoint,
  httpRequest,
} from '../../../lambda/sdk/credential-provider-imds';
import { defaultProvider } from '../../../lambda/sdk/credential-provider-node';
import { EndpointCache } from '../../../lambda/sdk/endpoint-cache';
import {
  CONFIG_PREFIX_SEPARATOR,
  getProfileName,
  loadSharedConfigFiles,
} from '../../../lambda/sdk/shared-ini-file-loader';

const VARIABLES = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_PROFILE',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
];

beforeEach(() => {
  for (const name of VARIABLES) vi.stubEnv(name, undefined);
});
afterEach(() => vi.unstubAllEnvs());

describe('the credentials of a function', () => {
  it('are those of the environment, read anew for each call', async () => {
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    const provide = defaultProvider();
    for (const accessKeyId of ['FIRST', 'SECOND']) {
      vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyId);
      expect(await provide()).toMatchObject({ accessKeyId, secretAccessKey: 'secret' });
    }
  });

  it.each(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])(
    'are none with %s alone, and what to set is told',
    async (name) => {
      vi.stubEnv(name, 'x');
      await expect(defaultProvider()()).rejects.toThrow(
        'no credentials: AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY is not set. Lambda sets both',
      );
    },
  );

  it.each(VARIABLES.filter((name) => /_URI$|TOKEN_FILE$/.test(name)))(
    'are none where %s would tell them, and that is said',
    async (name) => {
      vi.stubEnv(name, 'x');
      await expect(defaultProvider()()).rejects.toThrow(
        `is not set, and ${name} is not looked at. Lambda sets both`,
      );
    },
  );
});

describe('profiles', () => {
  it('are none by default, and no file is read', async () => {
    expect(getProfileName()).toBe('default');
    expect(CONFIG_PREFIX_SEPARATOR).toBe('.');
    expect(await loadSharedConfigFiles()).toStrictEqual({ configFile: {}, credentialsFile: {} });
  });

  it.each(['AWS_PROFILE', 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'])(
    'are refused where %s names one, and what to do is told',
    (name) => {
      vi.stubEnv(name, 'mine');
      expect(getProfileName).toThrow(`${name} is "mine", but the functions read no profiles`);
    },
  );
});

describe('what no function does', () => {
  it.each([getInstanceMetadataEndpoint, httpRequest])('is to ask a metadata service', (ask) => {
    expect(ask).toThrow('the functions ask no instance metadata service: set AWS_REGION');
  });

  it.each(['getEndpoint', 'get', 'set'] as const)('is to discover endpoints by %s', (method) => {
    expect(() => new EndpointCache()[method]()).toThrow(
      'endpoint discovery is not in the functions: unset AWS_ENABLE_ENDPOINT_DISCOVERY',
    );
  });
});
