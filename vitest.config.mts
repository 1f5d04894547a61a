import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The examples import the package by its name, as a user does.
  resolve: { tsconfigPaths: true },
  test: {
    sequence: { shuffle: true },
    // Only with `npm run coverage`, which names each file that is not reached whole; docs/design.md says why.
    coverage: {
      provider: 'v8',
      include: ['lambda/**/*.ts', 'lib/**/*.ts'],
      reporter: ['text-summary', ['text', { skipFull: true }]],
      thresholds: { lines: 95, branches: 95, functions: 95, statements: 95 },
    },
    reporters: ['default', './test/support/faults/fault-table.ts'],
    projects: [
      {
        // Pure code, adapters against servers of their own, templates: seconds.
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**'],
          globalSetup: 'test/support/build-functions.ts',
          testTimeout: 30_000,
        },
      },
      {
        // The whole stack on this machine, with the real bundles: a minute or two.
        extends: true,
        test: {
          name: 'stack',
          include: ['test/e2e/**/*.test.ts'],
          exclude: [
            'test/e2e/airflow/**',
            'test/e2e/deploy/**',
            'test/e2e/faults/**',
            'test/e2e/python/**',
          ],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        // Every numbered fault, injected into that stack: a minute or two.
        extends: true,
        test: {
          name: 'faults',
          include: ['test/e2e/faults/**/*.test.ts'],
          globalSetup: 'test/support/faults/build.ts',
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        // The real deployment by the CDK CLI, on an AWS emulator from PyPI: a few minutes.
        extends: true,
        test: {
          name: 'deploy',
          include: ['test/e2e/deploy/**/*.test.ts'],
          globalSetup: 'test/support/deploy/setup.ts',
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        // The wheel, in a virtual environment with CDK from PyPI: two minutes, half of them to build it.
        extends: true,
        test: {
          name: 'python',
          include: ['test/e2e/python/**/*.test.ts'],
          globalSetup: 'test/support/python/setup.ts',
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        // The same with real Airflow, which is installed from PyPI first: minutes.
        extends: true,
        test: {
          name: 'airflow',
          include: ['test/e2e/airflow/**/*.test.ts'],
          testTimeout: 1_200_000,
          hookTimeout: 1_200_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
