import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Tests of one part that take their time; all others are of values in memory. */
const PARTS = [
  // Over a wire, or in processes of their own.
  'test/lambda/adapters/**/*.test.ts',
  'test/lambda/upload-trigger/handler/**/*.test.ts',
  'test/cli/program/**/*.test.ts',
  'test/conformance/**/*.test.ts',
  'test/local/**/*.test.ts',
  // Synthesized: constructs, whole apps, and what is written from them.
  'test/{app,bin,examples,lib,scripts}/**/*.test.ts',
  'test/**/*document*.test.ts',
  // Random scripts by the hundred.
  'test/model/**/*.test.ts',
  'test/lambda/upload-trigger/batch/**/*.test.ts',
];

/** Global set-up of what runs the functions themselves. */
const BUILD_ANEW = 'test/support/build-anew.ts';

export default defineConfig({
  // The examples import the package by its name, as a user does.
  resolve: { tsconfigPaths: true },
  test: {
    sequence: { shuffle: true },
    // To load the CDK anew for each file would take longer than the tests; so no file may leave anything behind.
    isolate: false,
    // Half of the tests of the stack is waiting; each worker may have half a gigabyte.
    maxWorkers: Math.min(8, Math.ceil(availableParallelism() * 1.5)),
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
        // Values in memory: seconds.
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', ...PARTS],
          testTimeout: 30_000,
        },
      },
      {
        // One part at a time, over the wire or synthesized: a minute.
        extends: true,
        test: {
          name: 'parts',
          include: PARTS,
          exclude: ['test/e2e/**'],
          globalSetup: BUILD_ANEW,
          testTimeout: 30_000,
        },
      },
      {
        // The whole stack on this machine, with the real bundles: two or three minutes.
        extends: true,
        test: {
          name: 'stack',
          include: ['test/e2e/**/*.test.ts'],
          exclude: [
            'test/e2e/airflow/**',
            'test/e2e/deploy/**',
            'test/e2e/faults/**',
            'test/e2e/long/**',
            'test/e2e/package/**',
            'test/e2e/python/**',
          ],
          globalSetup: BUILD_ANEW,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // Every numbered fault, injected into that stack: a minute or two.
        extends: true,
        test: {
          name: 'faults',
          include: ['test/e2e/faults/**/*.test.ts'],
          globalSetup: BUILD_ANEW,
          testTimeout: 120_000,
          hookTimeout: 120_000,
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
        // The same where many things happen, or all is made anew: more than a quarter of a minute a file.
        extends: true,
        test: {
          name: 'long',
          include: ['test/e2e/long/**/*.test.ts'],
          globalSetup: BUILD_ANEW,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        // What is published, as npm packs it, in somebody else's project: a minute, half of it to build it.
        extends: true,
        test: {
          name: 'package',
          include: ['test/e2e/package/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        // What needs Python: the sample DAGs, and the wheel in a virtual environment with CDK from PyPI: two minutes, half of them to build it.
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
          globalSetup: BUILD_ANEW,
          testTimeout: 1_200_000,
          hookTimeout: 1_200_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
