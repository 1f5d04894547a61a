import type { KnipConfig } from 'knip';
import { SDK_STAND_INS } from './scripts/function-sdk';
import { BUNDLES, RUNNER_ENTRY } from './scripts/functions';

/** What `npm run check` counts as used: what package.json names, and all that is reached from one of these. */
const config: KnipConfig = {
  // An entry or an exception that is none any more.
  treatConfigHintsAsErrors: true,
  workspaces: {
    '.': {
      entry: [
        // What users import.
        'lib/index.ts',
        'testing/index.ts',
        // The app that cdk.json names, the program that is bundled as `mwaaq`, and the examples' apps.
        'bin/{app.ts,mwaaq.mts}',
        'examples/*/bin.ts',
        // What Lambda loads, and what stands in the bundles for parts of the SDK.
        ...[...BUNDLES, RUNNER_ENTRY].map((bundle) => bundle.in),
        ...Object.values(SDK_STAND_INS),
        // What the benchmarks bundle (bench/functions/bundles.ts).
        'bench/functions/subject.ts',
        'bench/baselines/{documentation,empty,hand-signed}.ts',
        // What Node loads as it is, by `createRequire`, whose names knip does not follow.
        'local/{shifted-date,stack/process-usage}.mts',
        // Programs that no script of package.json starts: a developer does, or a test, by its path.
        'local/mwaa/real/record-fixtures.ts',
        'test/model/mutants.config.mts',
        'test/support/ci/aws-stand-in.ts',
      ],
      project: ['**/*.{ts,mts,mjs}'],
      // Its program: people run `npx cdk`, and tests do.
      ignoreDependencies: ['aws-cdk'],
      // Linux's own; the benchmarks do without it elsewhere.
      ignoreBinaries: ['taskset'],
    },
  },
};

export default config;
