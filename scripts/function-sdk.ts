import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * The parts of the AWS SDK that no Lambda function needs, which are half of its code and of the time that it takes to
 * load, and what stands for each of them in the bundles. Reached all the same, each says what to do instead.
 */
export const SDK_STAND_INS: Readonly<Record<string, string>> = {
  // Profiles, SSO, STS, processes, containers, and the clients and the XML parser that these bring.
  '@aws-sdk/credential-provider-node': './lambda/sdk/credential-provider-node.ts',
  '@smithy/shared-ini-file-loader': './lambda/sdk/shared-ini-file-loader.ts',
  '@smithy/credential-provider-imds': './lambda/sdk/credential-provider-imds.ts',
  '@aws-sdk/endpoint-cache': './lambda/sdk/endpoint-cache.ts',
};

/** Of its package.json, a client needs its version, for the user agent; esbuild would take all of it. */
export const onlyVersions: Plugin = {
  name: 'only-versions',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]@aws-sdk[\\/]client-[^\\/]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8')) as { readonly version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};
